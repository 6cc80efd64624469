package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Host;
import java.time.Instant;

/** What to do with an entry of the token file when a token is wanted. */
enum FilePlan {
    /** Its token is better than the current one. */
    TAKE,
    /** Another worker has just asked. */
    WAIT,
    ASK;

    /** {@code refusal}: what is known about refused tokens; {@code held}: the current token, which may be null. */
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
        // An attempt ahead of the clock was noted by a wrong clock.
        boolean recent = !entry.attemptedAt().isAfter(now)
                && now.isBefore(entry.attemptedAt().plus(TokenWaits.betweenAttempts(entry.refusals())));
        return recent ? WAIT : ASK;
    }

    /** The monotonic clock knows best when the current token ends. */
    private static boolean isBetter(AccessToken kept, HeldToken held, Host host) {
        return !kept.value().equals(held.token().value())
                && (!held.isGood(host) || kept.expiresAt().isAfter(held.end(host)));
    }
}
