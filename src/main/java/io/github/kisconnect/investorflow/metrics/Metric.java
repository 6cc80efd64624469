package io.github.kisconnect.investorflow.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The metrics of a task: their names, their tag and their meaning are a public contract. */
public enum Metric {
    SNAPSHOTS("snapshots-total", Tag.MARKET_SECTOR, "Answers whose 72 figures could be read"),
    RECORDS("records-total", Tag.MARKET_SECTOR, "Snapshots that became records"),
    UNCHANGED("unchanged-total", Tag.NONE, "Snapshots that became no record, because nothing in them had changed"),
    EXPECTED_TICKS("expected-ticks-total", Tag.NONE, "Ticks in which a pair was due, counted for each pair"),
    MISSED_TICKS("missed-ticks-total", Tag.MARKET_SECTOR, "Of these, ticks that are over and got no snapshot"),
    QUARANTINED(
            "quarantined-total",
            Tag.MARKET_SECTOR,
            "Answers that could not be read, whether they went to quarantine.topic or not"),
    HELD(
            "held-total",
            Tag.MARKET_SECTOR,
            "Snapshots that are not published, because nothing showed that they were of the day, or they said nothing"),
    REGRESSED_HELD(
            "regressed-held-total",
            Tag.NONE,
            "Snapshots that are not published, because cumulative figures fell or all became zero within the day, or were another pair's"),
    REQUESTS("requests-total", Tag.NONE, "Requests on the wire, of every kind"),
    REQUEST_LATENCY_AVG(
            "request-latency-ms-avg", Tag.NONE, "Milliseconds from a request to its answer, average of a minute"),
    REQUEST_LATENCY_MAX("request-latency-ms-max", Tag.NONE, "The longest of a minute"),
    REQUEST_LATENCY_P99("request-latency-ms-p99", Tag.NONE, "The 99th percentile of a minute"),
    THROTTLED("throttled-total", Tag.NONE, "Requests that the API refused because of the account's quota (EGW00201)"),
    RETRIES("retries-total", Tag.NONE, "Requests for a pair and tick beyond the first"),
    ERRORS("errors-total", Tag.CLASS, "Requests that came to nothing, by the class of their error"),
    PARKED_PAIRS("parked-pairs", Tag.NONE, "Pairs that are polled only once an hour, because the API refuses them"),
    TOKEN_ISSUES("token-issues-total", Tag.NONE, "Access tokens that this task had issued for the whole worker"),
    TOKEN_EXPIRES_IN(
            "token-expires-in-seconds", Tag.NONE, "Until the worker's access token ends; 0 while there is none"),
    QUOTA_PACE(
            "quota-requests-per-second",
            Tag.NONE,
            "The current pace over all tasks: kis.requests.per.second, or less after refusals"),
    SESSION_OPEN("session-open", Tag.NONE, "1 while pairs are polled, 0 while the session is closed"),
    CALENDAR_DAYS_LEFT(
            "calendar-days-left",
            Tag.NONE,
            "Days that the bundled trading calendar still covers; 0 when it is used up"),
    IN_FLIGHT("in-flight", Tag.NONE, "Requests for pairs under way"),
    SINCE_LAST_SNAPSHOT(
            "seconds-since-last-snapshot",
            Tag.MARKET_SECTOR,
            "Since the last snapshot, or since the task began where there was none"),
    SINCE_LAST_CHANGE(
            "seconds-since-last-change",
            Tag.MARKET_SECTOR,
            "Since figures last differed from those before, or since the task began"),
    CLOCK_SKEW(
            "clock-skew-ms",
            Tag.NONE,
            "The least by which the server's clock (Date) is ahead of this host's, in milliseconds, by the last answer; negative if behind");

    /** What tells the series of one metric apart, besides connector and task. */
    public enum Tag {
        NONE(""),
        /** One series for the whole task without the tag, and one for each pair with it. */
        MARKET_SECTOR("market_sector"),
        CLASS("class");

        private final String key;

        Tag(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    private final String metricName;
    private final Tag tag;
    private final String description;

    Metric(String metricName, Tag tag, String description) {
        this.metricName = metricName;
        this.tag = tag;
        this.description = description;
    }

    public String metricName() {
        return metricName;
    }

    public Tag tag() {
        return tag;
    }

    public String description() {
        return description;
    }

    /** The totals of what a task asks for and what becomes of it. */
    public static Set<Metric> countedByPoll() {
        return EnumSet.of(
                SNAPSHOTS,
                RECORDS,
                UNCHANGED,
                EXPECTED_TICKS,
                MISSED_TICKS,
                QUARANTINED,
                HELD,
                REGRESSED_HELD,
                RETRIES);
    }

    /** The three sides of one distribution: average, maximum and 99th percentile. */
    static List<Metric> latency() {
        return List.of(REQUEST_LATENCY_AVG, REQUEST_LATENCY_MAX, REQUEST_LATENCY_P99);
    }
}
