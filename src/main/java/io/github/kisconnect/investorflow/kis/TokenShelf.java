package io.github.kisconnect.investorflow.kis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A desk's place in the token file, if it has one; for use under the desk's lock.
 *
 * <p>What could not be written because another process had the file is written on a later look.
 */
final class TokenShelf {
    private static final Logger LOG = LoggerFactory.getLogger(TokenShelf.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration TRY_UNUSABLE_AGAIN = TokenWaits.BETWEEN_ATTEMPTS;
    /** Nobody holds the lock for more than moments, unless it hangs. */
    private static final Duration LONGEST_LOCK = TokenWaits.BETWEEN_ATTEMPTS;

    private final String account;
    private Optional<TokenFile> file = Optional.empty();
    private AccessToken unsaved;
    private Pause pause;
    private Long busySinceNanos;
    private boolean hangReported;

    private record Pause(long sinceNanos, Duration time) {
        boolean isOver(long nanos) {
            return nanos - sinceNanos >= time.toNanos();
        }
    }

    TokenShelf(String account) {
        this.account = account;
    }

    /** From now on tokens are kept in this file, the one in hand included, which may be null. */
    void keepIn(TokenFile tokenFile, AccessToken inHand) {
        if (!file.equals(Optional.of(tokenFile))) {
            file = Optional.of(tokenFile);
            unsaved = inHand;
            pause = null;
            busySinceNanos = null;
            hangReported = false;
        }
    }

    /**
     * Reads the account's entry, and writes what comes of it.
     *
     * @return the entry before, or that the file is in use; empty when there is no file, or none to wait for
     */
    Optional<TokenFile.Use> look(Host host, UnaryOperator<TokenFile.Entry> change) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        TokenFile.Use use = file.get().update(account, host.clock().instant(), change);
        if (use instanceof TokenFile.Use.Done) {
            busySinceNanos = null;
            hangReported = false;
            return Optional.of(use);
        }
        if (use instanceof TokenFile.Use.Busy && !hangs(host.nanoTime().getAsLong())) {
            return Optional.of(use);
        }
        return Optional.empty();
    }

    private boolean hangs(long nanos) {
        if (busySinceNanos == null) {
            busySinceNanos = nanos;
        }
        boolean hangs = nanos - busySinceNanos >= LONGEST_LOCK.toNanos();
        if (hangs && !hangReported) {
            hangReported = true;
            LOG.warn(
                    "kis.token.file {} has been locked by another process for {} s; going on without it until it is free",
                    file.get().path(),
                    LONGEST_LOCK.toSeconds());
        }
        return hangs;
    }

    /** Writes a new token into the file, now or as soon as it is free. */
    void save(AccessToken token, Host host) {
        unsaved = token;
        write(host);
    }

    /** Writes what is still to be written, where it is time to try again. */
    void tend(Host host) {
        if (unsaved != null && (pause == null || pause.isOver(host.nanoTime().getAsLong()))) {
            write(host);
        }
    }

    private void write(Host host) {
        if (file.isEmpty()) {
            return;
        }
        AccessToken token = unsaved;
        TokenFile.Use use = file.get().update(account, host.clock().instant(), before -> before.with(token));
        if (use instanceof TokenFile.Use.Done) {
            unsaved = null;
        } else {
            pause = new Pause(
                    host.nanoTime().getAsLong(), use instanceof TokenFile.Use.Busy ? TRY_AGAIN : TRY_UNUSABLE_AGAIN);
        }
    }

    /** Notes for other workers, and for the next run of this one, how often the API has refused a token; 0 takes that back. */
    void note(AccessToken token, int refusals, Host host) {
        if (unsaved != null && unsaved.value().equals(token.value())) {
            unsaved = null;
        }
        // Where the file is in use just now, the others find out by themselves.
        file.ifPresent(kept -> kept.update(account, host.clock().instant(), before -> before.refused(token, refusals)));
    }
}
