package io.github.kisconnect.investorflow.emit;

/** Why a row is not published, though nothing in it contradicts the rows before it. */
public enum Hold {
    /** By the server's clock it is of another date than its tick. */
    OTHER_DATE_BY_SERVER,
    /** Nothing shows yet that it is of the date. */
    NOT_PROVED,
    /** It is zeros although figures are overdue: no pair of the task has shown any yet, or this one has shown some. */
    LATE_ZEROS,
    /** Its figures are zeros and blanks: it says nothing. */
    ZEROS_AND_BLANKS,
    /** Calendar and holiday endpoint disagree about the date, and no pair has shown yet that the market is open. */
    CONTESTED_DAY,
    /** The exchange is known to be closed on the date. */
    CLOSED_DAY
}
