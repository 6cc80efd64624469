package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.KisSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Warnings about valid settings of the transport, for the log at the start. */
final class TransportWarnings {
    private TransportWarnings() {}

    static void add(InvestorFlowConfig config, List<String> warnings) {
        URI baseUrl = URI.create(config.getString(ConfigKeys.BASE_URL));
        if (UrlValidators.isLive(baseUrl) && baseUrl.getPort() != KisSettings.LIVE_URL.getPort()) {
            warnings.add(ConfigKeys.BASE_URL + " " + baseUrl + " does not have the API's known port; the API is at "
                    + KisSettings.LIVE_URL + ".");
        }
        int timeout = config.getInt(ConfigKeys.REQUEST_TIMEOUT_MS);
        long shortest = IntervalRules.inUse(config).first().toMillis();
        if (timeout > shortest) {
            warnings.add(ConfigKeys.REQUEST_TIMEOUT_MS + " " + timeout + " is longer than "
                    + IntervalRules.settingOf(config, shortest) + " " + shortest
                    + ": a request that hangs outlasts its tick; give at most the interval.");
        }
        if (config.trustStore().isEmpty() && config.isChanged(ConfigKeys.TRUSTSTORE_TYPE)) {
            warnings.add(ConfigKeys.TRUSTSTORE_TYPE + " has no effect without " + ConfigKeys.TRUSTSTORE_LOCATION
                    + "; remove it, or give both.");
        }
        inQuotes(config, warnings);
        Stream.of(ConfigKeys.TOKEN_FILE, ConfigKeys.TRUSTSTORE_LOCATION)
                .filter(key -> config.getString(key) != null
                        && !Path.of(config.getString(key)).isAbsolute())
                .map(key -> key + " " + config.getString(key) + " is not an absolute path: each worker looks for it in"
                        + " the folder that it was started in, here "
                        + Path.of("").toAbsolutePath() + ".")
                .forEach(warnings::add);
    }

    /** Not refused, because a proxy's login may really have quotes. */
    private static void inQuotes(InvestorFlowConfig config, List<String> warnings) {
        String username = config.getString(ConfigKeys.PROXY_USERNAME);
        if (username != null) {
            String password = config.getPassword(ConfigKeys.PROXY_PASSWORD).value();
            String named = GivenText.isQuoted(password)
                    ? ConfigKeys.PROXY_PASSWORD
                    : GivenText.isQuoted(username) ? ConfigKeys.PROXY_USERNAME : null;
            if (named != null) {
                warnings.add(
                        named
                                + " is in quotes, which the proxy gets as a part of it; remove them if they do not belong to it.");
            }
        }
    }
}
