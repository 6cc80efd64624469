package io.github.kisconnect.investorflow.record;

import java.util.Locale;

/** How a snapshot is laid out in its topic. */
public enum RecordLayout {
    /** One record, with a nested struct for each investor group. */
    SNAPSHOT,
    /** A flat record for each investor group, for readers that work in SQL. */
    ROWS;

    /** The layout as it is written in a configuration. */
    public String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
