package io.github.kisconnect.investorflow.config;

import java.util.Locale;

/** When figures are asked for. */
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
