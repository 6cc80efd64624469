package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the server's clock is from this host's, by the {@code Date} header of the answers to all tasks of a worker
 * that use an account.
 *
 * <p>Ticks, trade dates and the session follow this host's clock: a large error is logged once. Safe for use by several
 * threads.
 */
public final class ClockSkew {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
    private static final Duration TOO_FAR = Duration.ofSeconds(5);
    /** Setting a clock while requests are in flight can make single answers look wrong. */
    private static final int ANSWERS_IN_A_ROW = 3;

    private static final Duration DATES_RESOLUTION = Duration.ofSeconds(1);
    private static final double MILLIS_PER_SECOND = 1000;

    private static final ConcurrentMap<Account, ClockSkew> SKEWS = new ConcurrentHashMap<>();

    private volatile long millis;
    private boolean tooFar;
    private int contrary;

    public ClockSkew() {}

    /** The skew of an account's server: the same for every caller in this process. */
    public static ClockSkew of(Account account) {
        return SKEWS.computeIfAbsent(account, key -> new ClockSkew());
    }

    /**
     * The least by which the server's clock is ahead of this host's, in milliseconds, by the last answer; negative when
     * it is behind, 0 before the first answer.
     */
    public long millis() {
        return millis;
    }

    /**
     * An answer came.
     *
     * @param date its header; null when it had none, which changes nothing
     * @param sentAt as for {@link #millis(Instant, Instant, Instant)}
     * @param receivedAt the same
     */
    public synchronized void answered(Instant date, Instant sentAt, Instant receivedAt) {
        if (date == null) {
            return;
        }
        millis = millis(date, sentAt, receivedAt);
        boolean now = Math.abs(millis) > TOO_FAR.toMillis();
        contrary = now == tooFar ? 0 : contrary + 1;
        if (contrary == ANSWERS_IN_A_ROW) {
            tooFar = now;
            contrary = 0;
            report();
        }
    }

    /**
     * The least by which the clocks must differ, in milliseconds, for an answer to have been made between its request
     * and its arrival; 0 when they need not.
     *
     * @param date a whole second, within which the answer was made by the server's clock
     * @param sentAt by this host's clock
     * @param receivedAt the same; before {@code sentAt} when the clock was set back meanwhile
     * @return positive when the server's clock is ahead
     */
    static long millis(Instant date, Instant sentAt, Instant receivedAt) {
        Instant earliest = sentAt.isBefore(receivedAt) ? sentAt : receivedAt;
        Instant latest = sentAt.isBefore(receivedAt) ? receivedAt : sentAt;
        Instant dateEnd = date.plus(DATES_RESOLUTION);
        if (date.isAfter(latest)) {
            return Duration.between(latest, date).toMillis();
        }
        return dateEnd.isBefore(earliest) ? -Duration.between(dateEnd, earliest).toMillis() : 0;
    }

    private void report() {
        if (tooFar) {
            LOG.warn(
                    "This host's clock is at least {} s {} the API server's, by the Date of its answers. Ticks, trade dates and the"
                            + " session follow this host's clock: set it, and keep it synchronized by NTP",
                    Math.abs(millis) / MILLIS_PER_SECOND,
                    millis > 0 ? "behind" : "ahead of");
        } else {
            LOG.info("This host's clock agrees with the API server's again");
        }
    }
}
