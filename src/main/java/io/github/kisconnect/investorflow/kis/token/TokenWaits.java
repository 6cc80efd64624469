package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Pause;
import io.github.kisconnect.investorflow.kis.account.UnsentWaits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the next token request of a desk is due; for use under the desk's lock.
 *
 * <p>It is not known whether the API counts refused attempts, too. If it does, workers that ask every 61 s could keep
 * each other out forever. So from the second refusal in a row on they add a random wait, which grows.
 */
final class TokenWaits {
    static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(61);
    /** The most that the second refusal in a row adds; doubles with each further one. */
    private static final Duration FIRST_ADDITION = Duration.ofMinutes(1);

    private static final Duration LONGEST_ADDITION = Duration.ofMinutes(5);
    /** The wait between attempts while the API issues a refused token again; doubles each time. */
    private static final Duration FIRST_DEAD_WAIT = Duration.ofMinutes(5);

    private static final Duration LONGEST_DEAD_WAIT = Duration.ofHours(1);
    /** How soon to look into the file again while another process is about to put a token into it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private Pause pause;
    private int refusalsInARow;
    private final UnsentWaits unsent = new UnsentWaits();

    boolean isOver(long nanos) {
        return Pause.isOver(pause, nanos);
    }

    /** How long until the next attempt is due; zero when it is. */
    Duration left(long nanos) {
        return Pause.left(pause, nanos);
    }

    /** For an attempt that begins, until its result is known. */
    void beforeAnswer(long nanos) {
        begin(nanos, BETWEEN_ATTEMPTS);
    }

    /** After an attempt that the API may have counted. */
    Duration afterAttempt(long nanos) {
        unsent.reset();
        return begin(nanos, BETWEEN_ATTEMPTS);
    }

    /** After an attempt that the API cannot have seen. */
    Duration afterUnsent(long nanos) {
        return begin(nanos, unsent.next());
    }

    /** After the API has said that tokens were asked for too often. */
    Duration afterRefusal(long nanos, RandomGenerator random) {
        unsent.reset();
        refusalsInARow++;
        if (refusalsInARow == 1) {
            return afterAttempt(nanos);
        }
        Duration most = doubled(FIRST_ADDITION, refusalsInARow - 2, LONGEST_ADDITION);
        return begin(nanos, BETWEEN_ATTEMPTS.plusMillis(random.nextLong(most.toMillis() + 1)));
    }

    void afterIssue(long nanos) {
        refusalsInARow = 0;
        afterAttempt(nanos);
    }

    /** After the API has refused a token this often, and issued it again in between. */
    Duration afterDeadToken(long nanos, int refusals) {
        return begin(nanos, betweenAttempts(refusals));
    }

    void beforeNextLook(long nanos) {
        begin(nanos, LOOK_AGAIN);
    }

    /** The least time between attempts while the API issues a token that it has refused this often. */
    static Duration betweenAttempts(int refusals) {
        return refusals < 2 ? BETWEEN_ATTEMPTS : doubled(FIRST_DEAD_WAIT, refusals - 2, LONGEST_DEAD_WAIT);
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration time = first.multipliedBy(1L << Math.min(times, 10));
        return time.compareTo(longest) < 0 ? time : longest;
    }

    private Duration begin(long nanos, Duration time) {
        pause = new Pause(nanos, time);
        return time;
    }
}
