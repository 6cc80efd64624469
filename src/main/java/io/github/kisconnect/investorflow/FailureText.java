package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.poll.PollFailure;

/** Says to a person why a task has failed: the setting, what the API said, and what to do. */
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
        return "The API has given no figures for " + outage.allowed().toMillis() + " ms, which "
                + ConfigKeys.SESSION_MAX_OUTAGE_MS + " does not allow; the last problem was: "
                + (outage.lastProblem().isBlank() ? "none known" : outage.lastProblem())
                + ". See whether the brokerage announces maintenance and whether this worker reaches it, then restart the task; or"
                + " set " + ConfigKeys.SESSION_MAX_OUTAGE_MS + " to 0, to wait for ever.";
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
                + " with the brokerage, correct the connector's configuration, and restart its tasks.";
    }
}
