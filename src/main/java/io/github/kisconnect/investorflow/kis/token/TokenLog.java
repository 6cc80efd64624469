package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.UnsentWaits;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how an account's token is: each kind of problem once until there is a token again, which is logged, too. */
final class TokenLog {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLog.class);

    private final Set<String> reported = new HashSet<>();

    void issued(AccessToken token) {
        reported.clear();
        LOG.info("An access token was issued; it expires at {}", token.expiresAt());
    }

    void taken(AccessToken token) {
        reported.clear();
        LOG.info("An access token that expires at {} was taken from the token file", token.expiresAt());
    }

    /** {@code wait}: until the next attempt; {@code inUse}: the token that is still good, if there is one. */
    void denied(KisError error, Duration wait, Optional<AccessToken> inUse) {
        if (!reported.add(error.code())) {
            return;
        }
        String until = inUse.map(token -> "No new access token: {}; the one in use is good until " + token.expiresAt())
                .orElse("No access token, so nothing is polled: {}");
        if (error.errorClass() == ErrorClass.TOKEN_TOO_OFTEN) {
            LOG.warn(
                    until + ". The API issues one token a minute, and another worker or program, or this worker"
                            + " before a restart, has asked with the same kis.app.key. The next attempt is in {} s, further ones"
                            + " at random times some minutes apart",
                    error,
                    wait.toSeconds());
        } else if (error.neverLeft()) {
            LOG.warn(
                    until + ". The request did not leave this host, so the next attempt is in {} s,"
                            + " further ones after waits that double up to {} s",
                    error,
                    wait.toSeconds(),
                    UnsentWaits.LONGEST.toSeconds());
        } else {
            LOG.warn(until + ". The next attempt is in {} s", error, wait.toSeconds());
        }
    }

    void dead(Duration wait) {
        LOG.warn(
                "The API issued the same access token again although it refuses it, and may do so for up to six hours after its"
                        + " first issue. Nothing can be polled with this kis.app.key until it issues another; the next attempt is in {} min",
                Math.max(1, wait.toMinutes()));
    }
}
