package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of its slots a task uses: all of them, until the API refuses some because the account is used elsewhere or is new.
 *
 * <p>Each refusal lowers the pace by a tenth, at most once a second, and each second without one raises it by a twentieth of what is configured. When more
 * than a tenth of the requests were refused over a minute, the most that it may rise to is halved, down to one request a second over all tasks; a
 * minute without any refusal doubles it again. Every task does so by what it sees itself.
 */
final class Pace {
    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double LOWERED = 0.9;
    private static final double RAISED = 0.05;
    private static final double TOO_MANY_REFUSED = 0.1;
    private static final double SLOWEST = 1;
    /** What is saved while there is nothing to ask for: less would lose the fractions in between. */
    private static final double MOST_CREDIT = 2;

    private final double configured;
    private double most;
    private double current;
    private double credit;
    private Period second;
    private Period minute;

    /** What was seen since an instant of the monotonic clock. */
    private record Period(long sinceNanos, int requests, int refusals) {
        Period and(boolean refused) {
            return new Period(sinceNanos, requests + 1, refusals + (refused ? 1 : 0));
        }

        boolean isOver(long nanos, Duration length) {
            return nanos - sinceNanos >= length.toNanos();
        }
    }

    /** {@code configured}: requests a second over all tasks. */
    Pace(double configured, long nanos) {
        this.configured = configured;
        this.most = configured;
        this.current = configured;
        this.second = new Period(nanos, 0, 0);
        this.minute = second;
    }

    /** Requests a second over all tasks, as far as this task has to say. */
    double current() {
        return current;
    }

    /** Whether this slot is to be used; a slot that is let go makes the next one the more likely. */
    boolean useSlot() {
        credit = Math.min(MOST_CREDIT, credit + current / configured);
        if (credit < 1) {
            return false;
        }
        credit -= 1;
        return true;
    }

    /** An answer came; {@code refused}: because there were too many requests. */
    void answered(boolean refused, long nanos) {
        if (refused && second.refusals() == 0) {
            current = Math.max(Math.min(SLOWEST, configured), current * LOWERED);
        }
        second = second.and(refused);
        minute = minute.and(refused);
        if (second.isOver(nanos, SECOND)) {
            if (second.refusals() == 0) {
                current = Math.min(most, current + configured * RAISED);
            }
            second = new Period(nanos, 0, 0);
        }
        if (minute.isOver(nanos, MINUTE)) {
            judgeMinute();
            minute = new Period(nanos, 0, 0);
        }
    }

    private void judgeMinute() {
        if (minute.refusals() > TOO_MANY_REFUSED * minute.requests()) {
            if (most == configured) {
                LOG.warn(
                        "The API refused {} of {} requests of this task within a minute (EGW00201). The pace is halved until that ends,"
                                + " down to one request a second. Something else uses the account's quota of 18 a second, or the account is"
                                + " new and has 3 a second for three days: lower kis.requests.per.second from {}",
                        minute.refusals(),
                        minute.requests(),
                        configured);
            }
            most = Math.max(Math.min(SLOWEST, configured), most / 2);
            current = Math.min(current, most);
        } else if (minute.refusals() == 0 && most < configured) {
            most = Math.min(configured, most * 2);
            if (most == configured) {
                LOG.info(
                        "The API has refused no request for a minute; the pace may rise to {} requests a second again",
                        configured);
            }
        }
    }
}
