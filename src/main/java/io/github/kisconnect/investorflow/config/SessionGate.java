package io.github.kisconnect.investorflow.config;

import java.util.Locale;

/** When figures are polled. */
enum SessionGate {
    /** In the session of the exchange's trading days. */
    KRX,
    /** At any time. */
    ALWAYS;

    /** The gate as it is written in a configuration. */
    String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
