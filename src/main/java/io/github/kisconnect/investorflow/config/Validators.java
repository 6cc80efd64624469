package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.HeaderText;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Checks of single settings: each message says what is wrong, what is allowed and what to do, and never quotes a secret. */
final class Validators {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** Far above any account's quota, and low enough for slots of whole nanoseconds. */
    private static final int MOST_REQUESTS = 1000;

    private static final int LAST_PORT = 65_535;
    private static final long SHORTEST_INTERVAL_MILLIS = 1000;
    /** As long as a market code may be. */
    private static final String LONGEST_MARKET = "A".repeat(12);

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
    private static final String LIVE_HOST = KisSettings.LIVE_URL.getHost();
    private static final String PAPER_HOST = "openapivts.koreainvestment.com";

    private Validators() {}

    /** A secret that goes into an HTTP header as it is. */
    static Validator headerSecret() {
        return of(value -> value instanceof Password secret && !HeaderText.fits(secret.value())
                ? "is blank or has white space, line breaks or characters beyond ASCII in it; give it exactly as KIS issued it"
                : null);
    }

    /** Text that goes into an HTTP header as it is. */
    static Validator headerText() {
        return of(value -> value instanceof String text && !HeaderText.fits(text)
                ? "'" + text + "' cannot go into an HTTP header; use printable ASCII without white space"
                : null);
    }

    static Validator requestsPerSecond() {
        return of(value -> value instanceof Double number && !(number > 0 && number <= MOST_REQUESTS)
                ? number + " is not above 0 and at most " + MOST_REQUESTS
                        + "; give the requests a second that this connector may make of the account's "
                        + Account.REQUESTS_PER_SECOND
                : null);
    }

    static Validator pollInterval() {
        return of(
                value -> value instanceof Long millis && (millis < SHORTEST_INTERVAL_MILLIS || DAY_MILLIS % millis != 0)
                        ? millis
                                + " is not at least 1000 and a divisor of 24 h (86400000), as ticks count from 00:00 KST; nearest: "
                                + nearestInterval(millis)
                        : null);
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
                        .filter(text -> !isDate(text))
                        .findFirst()
                        .map(text -> "holds '" + text + "', which is not a date; write yyyy-MM-dd, such as 2026-12-31")
                        .orElse(null));
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
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

    /** Who may post a configuration must not be able to send the keys elsewhere. */
    static Validator baseUrl() {
        return of(value -> value instanceof String text ? baseUrlProblem(text) : null);
    }

    private static String baseUrlProblem(String text) {
        // Before all else, because the other messages quote the text.
        if (text.contains("@")) {
            return "holds user info, which would show in logs; write https://host:port without it";
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "is not a URL; write https://host:port";
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !Set.of("http", "https").contains(scheme)) {
            return "'" + text + "' is not an http or https URL with a host; write https://host:port";
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return "'" + text + "' has no port from 1 to " + LAST_PORT + "; write https://host:port";
        }
        boolean path = uri.getRawPath() != null
                && !uri.getRawPath().isEmpty()
                && !uri.getRawPath().equals("/");
        if (path || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "'" + text + "' has more than scheme, host and port; the paths are the connector's own";
        }
        return hostProblem(uri.getHost().toLowerCase(Locale.ROOT), scheme);
    }

    static Validator proxyUrl() {
        return of(value -> value instanceof String text ? proxyUrlProblem(text) : null);
    }

    private static String proxyUrlProblem(String text) {
        String form = "write http://host:port, and the login into " + ConfigKeys.PROXY_USERNAME + " and "
                + ConfigKeys.PROXY_PASSWORD;
        if (text.contains("@")) {
            return "holds user info, which would show in logs; " + form;
        }
        try {
            URI uri = new URI(text);
            boolean right = "http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getPort() <= LAST_PORT
                    && Set.of("", "/").contains(uri.getRawPath())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return right ? null : "'" + text + "' is not the URL of an HTTP proxy; " + form;
        } catch (URISyntaxException e) {
            return "is not a URL; " + form;
        }
    }

    private static String hostProblem(String host, String scheme) {
        if (host.equals(PAPER_HOST)) {
            return "names the paper-trading host, which lacks this endpoint; use " + KisSettings.LIVE_URL
                    + " and live keys";
        }
        boolean trusted = LOOPBACK.matcher(host).matches() || allowedHosts().contains(host);
        if (!trusted && !host.equals(LIVE_HOST)) {
            return "names the host '" + host + "', to which the keys may not be sent; use " + KisSettings.LIVE_URL
                    + ", or have the worker's JVM started with -D" + ConfigKeys.ALLOWED_HOSTS_PROPERTY + "="
                    + host;
        }
        if (!trusted && scheme.equals("http")) {
            return "would send the keys in the clear; use https://" + host + ":9443";
        }
        return null;
    }

    private static Set<String> allowedHosts() {
        return Arrays.stream(System.getProperty(ConfigKeys.ALLOWED_HOSTS_PROPERTY, "")
                        .split(","))
                .map(host -> host.trim().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A check that gives the rest of a sentence that begins with the setting's name, or null. */
    private static Validator of(Function<Object, String> problem) {
        return (name, value) -> {
            String found = problem.apply(value);
            if (found != null) {
                throw new ConfigException(name + " " + found + ".");
            }
        };
    }
}
