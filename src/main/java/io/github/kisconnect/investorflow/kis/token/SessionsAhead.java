package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.market.SessionWindow.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When a token is fetched ahead of a session; for use under the desk's lock.
 *
 * <p>All workers begin a session at one moment, and the API issues one token a minute for an app key. So each worker
 * draws a moment of its own, once for a session. Connectors with different sessions share the desk, so there may be
 * several sessions at a time.
 */
final class SessionsAhead {
    private static final Duration FIRST = Duration.ofMinutes(100);
    private static final Duration LAST = Duration.ofMinutes(10);
    /** The least that an issued token lasts: for six hours of its day the API issues the same one again. */
    private static final Duration SHORTEST_LIFE = Duration.ofHours(18);
    /** How long before and after its start a session is remembered, by a clock that may be set meanwhile. */
    private static final Duration KEPT = Duration.ofDays(2);

    private final Map<Session, Instant> moments = new HashMap<>();
    private final Set<Session> served = new HashSet<>();

    /**
     * The moment drawn for a session; before the first possible moment, that one, because it is then time to draw.
     *
     * @return empty where a token issued before the session may not last to its end, and where one was already issued
     *     for it: the API would issue the same one again
     */
    Optional<Instant> moment(Session session, Host host) {
        if (served.contains(session)) {
            return Optional.empty();
        }
        if (moments.containsKey(session)) {
            return Optional.of(moments.get(session));
        }
        Instant early = session.start().minus(FIRST);
        Instant lasting = session.end().minus(SHORTEST_LIFE).plus(HeldToken.TOO_CLOSE);
        Instant first = early.isBefore(lasting) ? lasting : early;
        Instant last = session.start().minus(LAST);
        if (first.isAfter(last)) {
            return Optional.empty();
        }
        Instant now = host.clock().instant();
        if (now.isBefore(first)) {
            return Optional.of(first);
        }
        forgetOthers(now);
        moments.put(session, draw(now, last, host.random()));
        return Optional.of(moments.get(session));
    }

    private static Instant draw(Instant first, Instant last, RandomGenerator random) {
        long left = Math.max(0, Duration.between(first, last).toMillis());
        return first.plusMillis(random.nextLong(left + 1));
    }

    private void forgetOthers(Instant now) {
        moments.keySet().removeIf(session -> isFar(session, now));
        served.removeIf(session -> isFar(session, now));
    }

    private static boolean isFar(Session session, Instant now) {
        return Duration.between(session.start(), now).abs().compareTo(KEPT) > 0;
    }

    /** A token was issued for a session: whether it lasts or not, the API has no better one ahead of the session. */
    void serve(Session session) {
        served.add(session);
    }
}
