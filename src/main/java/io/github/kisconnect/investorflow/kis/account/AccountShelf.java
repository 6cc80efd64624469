package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's place in a file, if there is one; for use under its owner's lock.
 *
 * <p>A file is used as long as a live client names it; where there are several, the one named last. So a changed
 * configuration counts as soon as the connector has its new tasks. What could not be written because another process
 * used the file is written on a later look.
 */
public final class AccountShelf<E> {
    private static final Logger LOG = LoggerFactory.getLogger(AccountShelf.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration TRY_UNUSABLE_AGAIN = Duration.ofSeconds(61);
    /** Nobody holds the lock for longer than a moment, unless it hangs. */
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(61);

    private final String account;
    private final Supplier<UnaryOperator<E>> inHand;
    /** In the order in which files were named; ended ones are removed at the next look. */
    private final List<Use<E>> uses = new CopyOnWriteArrayList<>();

    private Optional<AccountFile<E>> file = Optional.empty();
    private UnaryOperator<E> unsaved;
    private Pause pause;
    private Long busySinceNanos;
    private boolean hangReported;

    /** One naming of a file; each counts on its own. */
    private static final class Use<E> {
        private final AccountFile<E> file;
        private volatile boolean ended;

        private Use(AccountFile<E> file) {
            this.file = file;
        }
    }

    /** {@code inHand} gives the change to write into a newly used file; null for none. */
    public AccountShelf(String account, Supplier<UnaryOperator<E>> inHand) {
        this.account = account;
        this.inHand = inHand;
    }

    /**
     * Uses this file from now on, unless another one is named after it.
     *
     * <p>Neither this nor the end of the use needs a lock or waits for anybody: a folder may hang.
     *
     * @return ends the use
     */
    public Runnable keepIn(AccountFile<E> named) {
        Use<E> use = new Use<>(named);
        uses.add(use);
        return () -> use.ended = true;
    }

    /** Switches to the file that a live client named last. */
    private void settle(Host host) {
        uses.removeIf(use -> use.ended);
        Optional<AccountFile<E>> last = uses.stream().reduce((a, b) -> b).map(use -> use.file);
        if (file.equals(last)) {
            return;
        }
        if (unsaved != null) {
            write(host);
        }
        file = last;
        unsaved = last.isPresent() ? inHand.get() : null;
        pause = null;
        busySinceNanos = null;
        hangReported = false;
    }

    /** The account's entry, read without the file's lock, so not for decisions that must hold; empty for none. */
    public Optional<E> peek(Host host) {
        settle(host);
        return file.flatMap(one -> one.peek(account));
    }

    /**
     * Reads the account's entry, and writes the changed one.
     *
     * @return the entry before, or that the file is in use; empty when there is no file, or none worth waiting for
     */
    public Optional<AccountFile.Use<E>> look(Host host, UnaryOperator<E> change) {
        settle(host);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        AccountFile.Use<E> use = update(host, change);
        if (use instanceof AccountFile.Use.Done<E>) {
            busySinceNanos = null;
            hangReported = false;
            return Optional.of(use);
        }
        if (use instanceof AccountFile.Use.Busy<E> && !hangs(host.nanoTime().getAsLong())) {
            return Optional.of(use);
        }
        return Optional.empty();
    }

    private AccountFile.Use<E> update(Host host, UnaryOperator<E> change) {
        return file.orElseThrow().update(account, host.clock().instant(), change);
    }

    private boolean hangs(long nanos) {
        if (busySinceNanos == null) {
            busySinceNanos = nanos;
        }
        boolean hangs = nanos - busySinceNanos >= LONGEST_LOCK.toNanos();
        if (hangs && !hangReported) {
            hangReported = true;
            LOG.warn(
                    "{} has been locked by another process for {} s; going on without it until it is free",
                    file.orElseThrow().title(),
                    LONGEST_LOCK.toSeconds());
        }
        return hangs;
    }

    /** Makes a change in the file, now or as soon as it is free; a later change replaces one that waits. */
    public void save(UnaryOperator<E> change, Host host) {
        settle(host);
        if (file.isPresent()) {
            unsaved = change;
            write(host);
        }
    }

    /** The change that is still to be written; null when there is none. */
    public UnaryOperator<E> unsaved() {
        return unsaved;
    }

    /** Drops the change that is still to be written. */
    public void discard() {
        unsaved = null;
    }

    /** Writes the change that is still to be written, when it is time to try again. */
    public void tend(Host host) {
        settle(host);
        if (unsaved != null && Pause.isOver(pause, host.nanoTime().getAsLong())) {
            write(host);
        }
    }

    private void write(Host host) {
        AccountFile.Use<E> use = update(host, unsaved);
        if (use instanceof AccountFile.Use.Done<E>) {
            unsaved = null;
        } else {
            pause = new Pause(
                    host.nanoTime().getAsLong(),
                    use instanceof AccountFile.Use.Busy<E> ? TRY_AGAIN : TRY_UNUSABLE_AGAIN);
        }
    }

    /** Makes a change in the file if it is free now, and drops the change otherwise. */
    public void note(UnaryOperator<E> change, Host host) {
        settle(host);
        if (file.isPresent()) {
            update(host, change);
        }
    }
}
