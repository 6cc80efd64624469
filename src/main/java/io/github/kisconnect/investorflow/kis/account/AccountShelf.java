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
 * An account's place in a file, if there is one; for use under the lock of the one that has it.
 *
 * <p>A file is used as long as somebody lives who names it, and the one that was named last where there are several: so a changed configuration
 * counts as soon as the connector has its new tasks. What could not be written because another process had the file is written on a later look.
 */
public final class AccountShelf<E> {
    private static final Logger LOG = LoggerFactory.getLogger(AccountShelf.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration TRY_UNUSABLE_AGAIN = Duration.ofSeconds(61);
    /** Nobody holds the lock for more than moments, unless it hangs. */
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(61);

    private final String account;
    private final Supplier<UnaryOperator<E>> inHand;
    /** Of all who live, the last one last. */
    private final List<Use<E>> uses = new CopyOnWriteArrayList<>();

    private Optional<AccountFile<E>> file = Optional.empty();
    private UnaryOperator<E> unsaved;
    private Pause pause;
    private Long busySinceNanos;
    private boolean hangReported;

    /** That somebody names a file; each is one of its own. */
    private static final class Use<E> {
        private final AccountFile<E> file;
        private volatile boolean ended;

        private Use(AccountFile<E> file) {
            this.file = file;
        }
    }

    /** {@code inHand} gives what is to be in a file that is used from then on; null where there is nothing. */
    public AccountShelf(String account, Supplier<UnaryOperator<E>> inHand) {
        this.account = account;
        this.inHand = inHand;
    }

    /**
     * From now on this file is used, where none is named after it.
     *
     * <p>Needs no lock, nor does its end, and both wait for nobody: a folder may hang.
     *
     * @return ends that
     */
    public Runnable keepIn(AccountFile<E> named) {
        Use<E> use = new Use<>(named);
        uses.add(use);
        return () -> use.ended = true;
    }

    /** Goes over to the file that was named last by one of those who still live. */
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

    /** The account's entry, without a look at who else uses the file, and so for no decision that must hold; empty when there is none to be had. */
    public Optional<E> peek(Host host) {
        settle(host);
        return file.flatMap(one -> one.peek(account));
    }

    /**
     * Reads the account's entry, and writes what comes of it.
     *
     * @return the entry before, or that the file is in use; empty when there is no file, or none to wait for
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

    /** Makes a change in the file, now or as soon as it is free; a later one takes the place of one that waits. */
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

    /** Lets go of what is still to be written. */
    public void discard() {
        unsaved = null;
    }

    /** Writes what is still to be written, where it is time to try again. */
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

    /** Makes a change in the file where it is free just now, and leaves it otherwise. */
    public void note(UnaryOperator<E> change, Host host) {
        settle(host);
        if (file.isPresent()) {
            update(host, change);
        }
    }
}
