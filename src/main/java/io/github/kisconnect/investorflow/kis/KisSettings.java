package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the client needs to know.
 *
 * @param baseUrl scheme, host and port; already checked against the allowed hosts
 * @param maxInFlight requests of one client under way at once
 * @param connectTimeout for the connection
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

    /** Whether what goes to a URL can be read by all who stand on the way: then nobody may stand there. */
    public static boolean isPlain(URI url) {
        return "http".equalsIgnoreCase(url.getScheme());
    }
}
