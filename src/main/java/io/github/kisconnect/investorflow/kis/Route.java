package io.github.kisconnect.investorflow.kis;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/**
 * Sets the HTTP client's proxy and certificates.
 *
 * <p>Where no proxy is configured, the library uses the JVM's. Over https that is what the worker's operator wants;
 * over http a proxy would read key and secret, so none is used there.
 */
final class Route {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    /** With this challenge the library asks for the proxy's login before it sends CONNECT. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private final boolean plain;
    private final Transport transport;

    Route(KisSettings settings) {
        this.plain = KisSettings.isPlain(settings.baseUrl());
        this.transport = settings.transport();
    }

    /** Throws when the trust store has become unreadable since the configuration was checked: the host's fault. */
    void lead(OkHttpClient.Builder client) {
        if (plain) {
            // The sockets, too: ordinary ones go over the JVM's SOCKS proxy.
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
            // A proxy that refused the login does not get it again: that would be one more request on the wire.
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
