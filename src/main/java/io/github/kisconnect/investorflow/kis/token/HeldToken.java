package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.market.SessionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A token in use, and when its successor should be fetched.
 *
 * <p>All workers with one app key hold the same token, which ends for all at one moment, and the API issues one a minute: so each begins at
 * a random time, early enough for eight workers to be through before the end, whichever attempts the API counts.
 *
 * @param lead so long before its end, or before a session that it does not last to the end of
 */
record HeldToken(AccessToken token, Duration lead) {
    /** A token this close to its end may be refused by the time the request arrives. */
    private static final Duration TOO_CLOSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST_LEAD = Duration.ofMinutes(20);
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(60);
    /** A token that is handed out again near its end must not be asked for every minute. */
    private static final int PART_OF_LIFE = 4;

    static HeldToken of(AccessToken token, Instant now, RandomGenerator random) {
        long spread = LONGEST_LEAD.minus(SHORTEST_LEAD).toMillis();
        Duration lead = SHORTEST_LEAD.plusMillis(random.nextLong(spread + 1));
        Duration part = Duration.between(now, token.expiresAt()).dividedBy(PART_OF_LIFE);
        return new HeldToken(token, lead.compareTo(part) < 0 ? lead : part);
    }

    /** Whether a token will be good for a request sent now. */
    static boolean isGood(AccessToken token, Instant now) {
        return now.isBefore(token.expiresAt().minus(TOO_CLOSE));
    }

    boolean isGood(Instant now) {
        return isGood(token, now);
    }

    boolean endsSoon(Instant now) {
        return !now.isBefore(token.expiresAt().minus(lead));
    }

    /** The start of the next session, when it is near and this token will not be good to its end. */
    Optional<Instant> fallsShortOf(SessionWindow window, Instant now) {
        SessionWindow.Session next = window.next(now);
        boolean near = !now.isBefore(next.start().minus(lead));
        return near && !isGood(next.end()) ? Optional.of(next.start()) : Optional.empty();
    }
}
