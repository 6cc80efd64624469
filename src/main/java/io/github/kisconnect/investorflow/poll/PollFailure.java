package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Duration;

/** Why polling has ended for good: something that only a person can fix. */
public sealed interface PollFailure {
    /** The API refuses the credentials or the configuration. */
    record Refused(KisError error) implements PollFailure {}

    /**
     * The API refuses every pair of the task.
     *
     * @param example one of them, and what was said about it
     */
    record AllParked(int pairs, String example) implements PollFailure {}

    /**
     * There was no answer for too long.
     *
     * @param allowed how long answers may be missing
     * @param lastProblem what went wrong last, blank when nothing is known
     */
    record Outage(Duration allowed, String lastProblem) implements PollFailure {}
}
