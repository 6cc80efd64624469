package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Host;
import java.time.Duration;
import java.time.Instant;

/**
 * A token in use, and when its successor should be fetched.
 *
 * <p>All workers with one app key hold the same token, which ends for all at one moment, and the API issues one a
 * minute. So each worker begins at a random time, early enough for eight workers to finish before the end, whichever
 * attempts the API counts.
 *
 * <p>A clock that is set back makes no token last longer, because its life is also counted by the monotonic clock.
 *
 * @param lead how long before its end its successor is due, if it is still used then
 * @param sinceNanos when it came, by the monotonic clock
 * @param life how long it still lasted then
 */
record HeldToken(AccessToken token, Duration lead, long sinceNanos, Duration life) {
    /** A token this close to its end may be refused by the time the request arrives. */
    static final Duration TOO_CLOSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST_LEAD = Duration.ofMinutes(20);
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(60);
    /** The lead is at most the life divided by this: the successor of a short-lived token is not requested at once. */
    private static final int PART_OF_LIFE = 4;

    static HeldToken of(AccessToken token, Host host) {
        long spread = LONGEST_LEAD.minus(SHORTEST_LEAD).toMillis();
        Duration lead = SHORTEST_LEAD.plusMillis(host.random().nextLong(spread + 1));
        Duration life = Duration.between(host.clock().instant(), token.expiresAt());
        Duration part = life.dividedBy(PART_OF_LIFE);
        return new HeldToken(
                token, lead.compareTo(part) < 0 ? lead : part, host.nanoTime().getAsLong(), life);
    }

    /** Whether a token that ends at {@code end} will be good for a request sent at {@code sentAt}. */
    static boolean isGood(Instant end, Instant sentAt) {
        return sentAt.isBefore(end.minus(TOO_CLOSE));
    }

    /** When it ends, by the host's clock as it is set now. */
    Instant end(Host host) {
        Duration passed = Duration.ofNanos(host.nanoTime().getAsLong() - sinceNanos);
        Instant byLife = host.clock().instant().plus(life).minus(passed);
        return byLife.isBefore(token.expiresAt()) ? byLife : token.expiresAt();
    }

    /** Zero when it has ended. */
    Duration timeLeft(Host host) {
        Duration left = Duration.between(host.clock().instant(), end(host));
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isGood(Host host) {
        return lastsTo(host.clock().instant(), host);
    }

    /** Whether it will be good for a request sent at that instant. */
    boolean lastsTo(Instant instant, Host host) {
        return isGood(end(host), instant);
    }

    boolean endsSoon(Host host) {
        return !host.clock().instant().isBefore(end(host).minus(lead));
    }
}
