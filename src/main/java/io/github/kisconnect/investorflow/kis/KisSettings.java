package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The client's settings.
 *
 * @param baseUrl scheme, host and port; already checked against the allowed hosts
 * @param maxInFlight the most requests of one client in flight at once
 * @param connectTimeout for making the connection
 * @param requestTimeout for the whole request, the connection included
 * @param userAgent name and version
 * @param tokenFile keeps the access token over restarts, if given
 * @param transport how the host is reached
 */
public record KisSettings(
        URI baseUrl,
        Credentials credentials,
        Customer customer,
        int maxInFlight,
        Duration connectTimeout,
        Duration requestTimeout,
        String userAgent,
        Optional<Path> tokenFile,
        Transport transport) {
    /** Where the API is: the only host that has the endpoint of the flows. */
    public static final URI LIVE_URL = URI.create("https://openapi.koreainvestment.com:9443");

    /** Whether anyone on the way can read what goes to a URL: then no proxy may be on the way. */
    public static boolean isPlain(URI url) {
        return "http".equalsIgnoreCase(url.getScheme());
    }
}
