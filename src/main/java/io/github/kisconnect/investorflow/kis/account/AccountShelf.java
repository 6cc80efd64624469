package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An account's place in a file, if there is one; for use under its owner's lock, which is then held for the second that
 * {@link AccountFile} may wait.
 *
 * <p>A file is used as long as a live client names it; where there are several, the one named last. So a changed
 * configuration counts as soon as the connector has its new tasks. What could not be written is written on a later
 * look.
 */
public final class AccountShelf<E> {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final String account;
    private final Supplier<UnaryOperator<E>> inHand;
    /** Those that have not ended, in the order in which files were named. */
    private final Deque<Use<E>> uses = new ConcurrentLinkedDeque<>();

    private Optional<AccountFile<E>> file = Optional.empty();
    private UnaryOperator<E> unsaved;
    private Pause pause;

    /** One naming of a file; each counts on its own. */
    private static final class Use<E> {
        private final AccountFile<E> file;

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
        return () -> uses.remove(use);
    }

    /** Switches to the file that a live client named last. */
    private void settle(Host host) {
        Optional<AccountFile<E>> last = Optional.ofNullable(uses.peekLast()).map(use -> use.file);
        if (file.equals(last)) {
            return;
        }
        if (unsaved != null) {
            write(host);
        }
        file = last;
        unsaved = last.isPresent() ? inHand.get() : null;
        pause = null;
    }

    /** The account's entry, read without the file's lock, so not for decisions that must hold; empty for none. */
    public Optional<E> peek(Host host) {
        settle(host);
        return file.flatMap(one -> one.peek(account));
    }

    /** As {@link AccountFile#update}; empty also when there is no file. */
    public Optional<E> update(Host host, UnaryOperator<E> change) {
        settle(host);
        return make(host, change);
    }

    private Optional<E> make(Host host, UnaryOperator<E> change) {
        return file.flatMap(one -> one.update(account, host.clock().instant(), change));
    }

    /** Makes a change in the file, now or when that can be used again; a later change replaces one that waits. */
    public void save(Host host, UnaryOperator<E> change) {
        settle(host);
        if (file.isPresent()) {
            unsaved = change;
            write(host);
        }
    }

    /** Whether no change waits to be made. */
    public boolean isSaved() {
        return unsaved == null;
    }

    /** Makes the change that waits, when it is time to try again. */
    public void tend(Host host) {
        settle(host);
        if (unsaved != null && Pause.isOver(pause, host.nanoTime().getAsLong())) {
            write(host);
        }
    }

    private void write(Host host) {
        if (make(host, unsaved).isPresent()) {
            unsaved = null;
        } else {
            pause = new Pause(host.nanoTime().getAsLong(), TRY_AGAIN);
        }
    }
}
