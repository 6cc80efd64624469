package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.poll.PollFailure;

/** The message with which a task fails: the setting, what the API said, and what to do. */
final class FailureText {
    private FailureText() {}

    static String of(PollFailure failure) {
        if (failure instanceof PollFailure.Refused refused) {
            return refused(refused.error());
        }
        if (failure instanceof PollFailure.AllParked parked) {
            return "The API refuses every one of the " + parked.pairs() + " pairs of this task, such as "
                    + parked.example() + ". Correct " + ConfigKeys.MARKET_SECTORS + ", and restart the task.";
        }
        PollFailure.Outage outage = (PollFailure.Outage) failure;
        return "The API has given no figures for " + outage.allowed().toMillis() + " ms, the longest outage that "
                + ConfigKeys.SESSION_MAX_OUTAGE_MS + " allows; the last problem was: "
                + (outage.lastProblem().isBlank() ? "none known" : outage.lastProblem())
                + ". Check whether the brokerage has announced maintenance and whether this worker can reach the API,"
                + " then restart the task. To wait for ever, set " + ConfigKeys.SESSION_MAX_OUTAGE_MS + " to 0.";
    }

    private static String refused(KisError error) {
        String setting =
                switch (error.code()) {
                    case "EGW00103" -> ConfigKeys.APP_KEY;
                    case "EGW00105" -> ConfigKeys.APP_SECRET;
                    case "EGW02004" -> ConfigKeys.APP_KEY + " (paper-trading keys do not work here)";
                    default -> ConfigKeys.APP_KEY + ", " + ConfigKeys.APP_SECRET + " or " + ConfigKeys.CUSTOMER_TYPE;
                };
        return "The API refuses the configuration: " + error + ". Check " + setting
                + " with the brokerage. Correct it in the connector's configuration, or in the file of secrets on every worker,"
                + " and restart the connector with includeTasks=true.";
    }
}
