package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.KisSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** Checks of the URLs of the API and of a proxy: where the keys may go, and how. User info in them is never quoted. */
final class UrlValidators {
    private static final int LAST_PORT = 65_535;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
    private static final String LIVE_HOST = KisSettings.LIVE_URL.getHost();
    private static final String PAPER_HOST = "openapivts.koreainvestment.com";

    private UrlValidators() {}

    /** Whoever may post a configuration must not be able to send the keys elsewhere. */
    static Validator baseUrl() {
        return TextValidators.text(UrlValidators::baseUrlProblem);
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
            return "'" + text + "' has more than scheme, host and port; leave out the rest, as the connector adds the"
                    + " paths itself";
        }
        return Optional.ofNullable(hostProblem(uri.getHost().toLowerCase(Locale.ROOT), scheme))
                .orElseGet(() -> isLive(uri) && uri.getPort() < 0
                        ? "'" + text + "' has no port, and the API is not at the default port of " + scheme + "; write "
                                + KisSettings.LIVE_URL
                        : null);
    }

    /** Whether a URL names the brokerage's host, at whatever port. */
    static boolean isLive(URI url) {
        return LIVE_HOST.equalsIgnoreCase(url.getHost());
    }

    static Validator proxyUrl() {
        return TextValidators.text(UrlValidators::proxyUrlProblem);
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
}
