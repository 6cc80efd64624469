package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Host;
import java.time.Instant;

/** What an entry of the token file leads to, where a token is wanted. */
enum FilePlan {
    /** Its token is better than the one in hand. */
    TAKE,
    /** Another worker has asked just now. */
    WAIT,
    ASK;

    /** {@code refusal}: what is known of tokens that the API refuses; {@code held}: the one in hand, which may be null. */
    static FilePlan of(TokenFile.Entry entry, Refusal refusal, HeldToken held, Host host) {
        Instant now = host.clock().instant();
        boolean better = entry.token(now)
                .filter(kept -> !refusal.learn(entry).isAgainst(entry))
                .filter(kept -> HeldToken.isGood(kept.expiresAt(), now))
                .filter(kept -> held == null || isBetter(kept, held, host))
                .isPresent();
        if (better) {
            return TAKE;
        }
        // An attempt ahead of the clock is one of a clock that was wrong.
        boolean recent = !entry.attemptedAt().isAfter(now)
                && now.isBefore(entry.attemptedAt().plus(TokenWaits.betweenAttempts(entry.refusals())));
        return recent ? WAIT : ASK;
    }

    /** When the one in hand ends, the monotonic clock knows best. */
    private static boolean isBetter(AccessToken kept, HeldToken held, Host host) {
        return !kept.value().equals(held.token().value())
                && (!held.isGood(host) || kept.expiresAt().isAfter(held.end(host)));
    }
}
