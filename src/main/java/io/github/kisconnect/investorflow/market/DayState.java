package io.github.kisconnect.investorflow.market;

/** What is known of a date: whether the exchange trades on it. */
public enum DayState {
    OPEN,
    CLOSED,
    /** The calendar says one thing and the holiday endpoint the other: only the rows of the day can tell. */
    CONTESTED
}
