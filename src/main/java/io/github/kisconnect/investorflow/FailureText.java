package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.kis.KisError;

/** Says to a person why a task has failed: the setting, what the API said, and what to do. */
final class FailureText {
    private FailureText() {}

    static String of(KisError error) {
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
