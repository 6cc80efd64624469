package io.github.kisconnect.investorflow.flow;

/** Why an answer cannot be read: a fixed list, the {@code reason_code} of the quarantine topic. */
public enum RejectReason {
    /** Not JSON, or not a JSON object. */
    NOT_JSON,
    /** More than 1 MiB after decompression. */
    TOO_LARGE,
    /** JSON, but not one row, or neither success nor an error with a code. */
    WRONG_SHAPE,
    /** One of the 72 figures is missing. */
    ABSENT_FIGURE,
    /** One of the 72 figures is not a string, or not a 64-bit integer. */
    WRONG_FIGURE,
    /** All 72 figures are blank: the API does not know the sector. */
    ALL_BLANK
}
