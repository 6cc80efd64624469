package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/**
 * Checks of single settings: each message says what is wrong, what is allowed and what to do.
 *
 * <p>{@link TextValidators} and {@link UrlValidators} have more.
 */
final class Validators {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** Far above any account's quota, and low enough for slots of whole nanoseconds. */
    private static final int MOST_REQUESTS = 1000;

    private static final long SHORTEST_INTERVAL_MILLIS = 1000;
    /** A market code of the greatest length. */
    private static final String LONGEST_MARKET = "A".repeat(12);

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private Validators() {}

    static Validator requestsPerSecond() {
        return of(value -> value instanceof Double number && !(number > 0 && number <= MOST_REQUESTS)
                ? number + " is not above 0 and at most " + MOST_REQUESTS
                        + "; give this connector's share of the account's requests a second, which are "
                        + Account.REQUESTS_PER_SECOND
                : null);
    }

    static Validator pollInterval() {
        return of(value -> value instanceof Long millis ? intervalProblem(millis) : null);
    }

    static Validator pollIntervalOverrides() {
        return of(value -> value instanceof List<?> entries ? PollIntervals.entryProblem(entries) : null);
    }

    /** What is wrong with an interval, beginning with its number; null when nothing is. */
    static String intervalProblem(long millis) {
        return millis < SHORTEST_INTERVAL_MILLIS || DAY_MILLIS % millis != 0
                ? millis
                        + " is not at least 1000 and a divisor of 24 h (86400000), as ticks count from 00:00 KST; nearest: "
                        + nearestInterval(millis)
                : null;
    }

    private static long nearestInterval(long millis) {
        long wanted = Math.min(Math.max(millis, SHORTEST_INTERVAL_MILLIS), DAY_MILLIS);
        // A divisor is always found: 1000 below, the day above.
        for (long distance = 0; ; distance++) {
            if (wanted - distance >= SHORTEST_INTERVAL_MILLIS && DAY_MILLIS % (wanted - distance) == 0) {
                return wanted - distance;
            }
            if (DAY_MILLIS % (wanted + distance) == 0) {
                return wanted + distance;
            }
        }
    }

    static Validator timeOfDay() {
        return of(value -> value instanceof String text && !TIME.matcher(text).matches()
                ? "'" + text + "' is not a time of the day; write HH:mm in KST, such as 08:40"
                : null);
    }

    static Validator dates() {
        return of(value -> ((List<?>) value)
                .stream()
                        .map(String::valueOf)
                        .filter(text -> Kst.parse(text).isEmpty())
                        .findFirst()
                        .map(text -> "holds '" + text + "', which is not a date; write yyyy-MM-dd, such as 2026-12-31")
                        .orElse(null));
    }

    static Validator topicTemplate() {
        return of(value ->
                value instanceof String template && !isTopic(RecordFactory.topic(template, LONGEST_MARKET), template)
                        ? topicProblem(template) + ", and " + RecordFactory.MARKET_PLACEHOLDER + " for the market"
                        : null);
    }

    static Validator topic() {
        return of(value -> value instanceof String name && !isTopic(name, name) ? topicProblem(name) : null);
    }

    private static boolean isTopic(String name, String asGiven) {
        return TOPIC.matcher(name).matches() && !asGiven.equals(".") && !asGiven.equals("..");
    }

    private static String topicProblem(String name) {
        return "'" + name + "' is not a topic name; use letters, digits, '.', '_', '-', at most 249";
    }

    /** A validator from a check that returns the rest of a sentence that begins with the setting's name, or null. */
    static Validator of(Function<Object, String> problem) {
        return (name, value) -> {
            String found = problem.apply(value);
            if (found != null) {
                throw new ConfigException(name + " " + found + ".");
            }
        };
    }
}
