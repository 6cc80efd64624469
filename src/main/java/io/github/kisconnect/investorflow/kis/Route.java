package io.github.kisconnect.investorflow.kis;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/** Leads the HTTP client over the configured proxy and through the configured certificates. */
final class Route {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    /** With this challenge the library asks for what a proxy will want, before it sends CONNECT. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private final Transport transport;

    Route(Transport transport) {
        this.transport = transport;
    }

    /** A trust store that could be read when the configuration was checked, and cannot now, is an error of the worker's host. */
    void lead(OkHttpClient.Builder client) {
        transport.proxy().ifPresent(proxy -> {
            client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
            client.proxyAuthenticator((route, response) -> {
                boolean asked = response.challenges().stream()
                        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(PREEMPTIVE));
                // A proxy that refuses what it was told is not told again: that would be a request more on the wire.
                return asked
                        ? login().map(login -> response.request()
                                        .newBuilder()
                                        .header(PROXY_AUTHORIZATION, login)
                                        .build())
                                .orElse(null)
                        : null;
            });
        });
        transport.trustStore().ifPresent(store -> {
            try {
                TrustStore.Loaded loaded = store.load();
                client.sslSocketFactory(loaded.sockets(), loaded.trust());
            } catch (TrustStore.UnusableException e) {
                throw new IllegalStateException("the trust store " + store.location() + " " + e.getMessage());
            }
        });
    }

    private Optional<String> login() {
        return transport
                .proxy()
                .flatMap(Transport.HttpProxy::login)
                .map(login -> Credentials.basic(login.username(), login.password(), StandardCharsets.UTF_8));
    }
}
