package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector's share of an account's quota: the configured rate, lowered while the API refuses requests because the
 * account is used elsewhere or is new. Safe for use by several threads.
 *
 * <p>All tasks of the connector in this worker share it, because one task alone sees too few answers to judge by, and
 * each would warn.
 *
 * <p>A refusal lowers the pace by a tenth, at most once a second. A second without one raises it by a fiftieth of its
 * upper limit: by less than a refusal lowers it, or a tenth would be refused forever where little is left. When more
 * than a tenth of a minute's requests were refused, the upper limit is halved, down to one request a second over all
 * tasks; a minute without any refusal doubles it again. What comes and goes is logged once an hour.
 */
public final class Quota {
    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double LOWERED = 0.9;
    private static final double RAISED = 0.02;
    private static final double TOO_MANY_REFUSED = 0.1;
    private static final double SLOWEST = 1;
    /** A tenth of fewer requests says nothing: with few pairs a minute lasts until there are this many. */
    private static final int ENOUGH = 20;

    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final String connector;
    private final double configured;
    private double most;
    private double current;
    private Period second;
    private Period minute;
    private Pause beforeWarning;
    private boolean isTold;

    /** The requests and refusals since an instant of the monotonic clock. */
    private record Period(long sinceNanos, int requests, int refusals) {
        Period and(boolean refused) {
            return new Period(sinceNanos, requests + 1, refusals + (refused ? 1 : 0));
        }

        boolean isOver(long nanos, Duration length) {
            return nanos - sinceNanos >= length.toNanos();
        }
    }

    /** {@code configured}: requests a second over all tasks; {@code nanos}: now, by the monotonic clock. */
    public Quota(String connector, double configured, long nanos) {
        this.connector = connector;
        this.configured = configured;
        this.most = configured;
        this.current = configured;
        this.second = new Period(nanos, 0, 0);
        this.minute = second;
    }

    /** The configured rate, in requests a second over all tasks. */
    double configured() {
        return configured;
    }

    /** The current pace: requests a second over all tasks, as far as those in this worker have seen. */
    public synchronized double requestsPerSecond() {
        return current;
    }

    /** The share of its slots that each task may use now: above 0, at most 1. */
    public synchronized double share() {
        return current / configured;
    }

    /** A task got an answer; {@code refused}: for too many requests; {@code nanos}: now, by the monotonic clock. */
    public synchronized void answered(boolean refused, long nanos) {
        if (refused && second.refusals() == 0) {
            current = Math.max(Math.min(SLOWEST, configured), current * LOWERED);
        }
        second = second.and(refused);
        minute = minute.and(refused);
        if (second.isOver(nanos, SECOND)) {
            if (second.refusals() == 0) {
                current = Math.min(most, current + most * RAISED);
            }
            second = new Period(nanos, 0, 0);
        }
        if (minute.isOver(nanos, MINUTE) && minute.requests() >= ENOUGH) {
            judgeMinute(nanos);
            minute = new Period(nanos, 0, 0);
        }
    }

    private void judgeMinute(long nanos) {
        if (minute.refusals() > TOO_MANY_REFUSED * minute.requests()) {
            if (most == configured && Pause.isOver(beforeWarning, nanos)) {
                beforeWarning = new Pause(nanos, BETWEEN_WARNINGS);
                isTold = true;
                LOG.warn(
                        "The API refused {} of the last {} requests of the connector {} (EGW00201). The pace is halved until that ends,"
                                + " down to one request a second. Something else uses the account's quota of {} a second, or the account is"
                                + " new and has 3 a second for three days: lower kis.requests.per.second from {}",
                        minute.refusals(),
                        minute.requests(),
                        connector,
                        Account.REQUESTS_PER_SECOND,
                        configured);
            }
            most = Math.max(Math.min(SLOWEST, configured), most / 2);
            current = Math.min(current, most);
        } else if (minute.refusals() == 0 && most < configured) {
            most = Math.min(configured, most * 2);
            if (most == configured && isTold) {
                isTold = false;
                LOG.info(
                        "The API has refused none of the last requests of the connector {}; the pace may rise to {} requests a second again",
                        connector,
                        configured);
            }
        }
    }
}
