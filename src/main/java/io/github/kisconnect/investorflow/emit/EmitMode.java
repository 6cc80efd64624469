package io.github.kisconnect.investorflow.emit;

import java.util.Locale;

/** Which snapshots become records. */
public enum EmitMode {
    /** Those that differ from the pair's last record, and a repeat after a long silence. */
    CHANGES,
    /** Every one. */
    ALL;

    /** The mode as it is written in a configuration. */
    public String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
