package io.github.kisconnect.investorflow.kis;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/**
 * Leads the HTTP client over the configured proxy and through the configured certificates.
 *
 * <p>Where no proxy is configured the library asks the JVM for one. Over https that is as the worker's operator wants it; over http a proxy would
 * read key and secret, so none is used there.
 */
final class Route {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    /** With this challenge the library asks for what a proxy will want, before it sends CONNECT. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private final boolean plain;
    private final Transport transport;

    Route(KisSettings settings) {
        this.plain = KisSettings.isPlain(settings.baseUrl());
        this.transport = settings.transport();
    }

    /** A trust store that could be read when the configuration was checked, and cannot now, is an error of the worker's host. */
    void lead(OkHttpClient.Builder client) {
        if (plain) {
            // The sockets, too: the JVM leads its own over its SOCKS proxy.
            client.proxy(Proxy.NO_PROXY).socketFactory(new DirectSockets());
        } else {
            transport.proxy().ifPresent(proxy -> leadOver(proxy, client));
        }
        transport.trustStore().ifPresent(store -> {
            try {
                TrustStore.Loaded loaded = store.load();
                client.sslSocketFactory(loaded.sockets(), loaded.trust());
            } catch (SettingFile.UnusableException e) {
                throw new IllegalStateException("the trust store " + store.location() + " " + e.getMessage());
            }
        });
    }

    private static void leadOver(Transport.HttpProxy proxy, OkHttpClient.Builder client) {
        client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        client.proxyAuthenticator((route, response) -> {
            boolean asked = response.challenges().stream()
                    .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(PREEMPTIVE));
            // A proxy that refuses what it was told is not told again: that would be a request more on the wire.
            return asked
                    ? login(proxy)
                            .map(login -> response.request()
                                    .newBuilder()
                                    .header(PROXY_AUTHORIZATION, login)
                                    .build())
                            .orElse(null)
                    : null;
        });
    }

    private static Optional<String> login(Transport.HttpProxy proxy) {
        return proxy.login()
                .map(login -> Credentials.basic(login.username(), login.password(), StandardCharsets.UTF_8));
    }
}
