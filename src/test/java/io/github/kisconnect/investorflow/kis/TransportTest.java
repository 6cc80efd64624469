package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.Simulators;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("On its way to the API, the client")
class TransportTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    private static final String PASSWORD = "store-password";
    private static final String TOKEN = "{\"access_token\":\"token-of-tests\",\"expires_in\":86400}";

    private final MockWebServer server = new MockWebServer();
    private final Credentials credentials = Clients.newCredentials();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("trusts a server whose certificate is in its trust store, of either type")
    @ValueSource(strings = {"PKCS12", "JKS"})
    void trusted(String type) throws Exception {
        HeldCertificate certificate = serve("localhost");
        try (KisClient client = client(baseUrl("localhost"), trusting(store(type, certificate)))) {
            assertFigures(client);
        }
    }

    @ParameterizedTest(name = "with a trust store: {0}")
    @DisplayName("gives nothing to a server that it does not trust")
    @ValueSource(booleans = {true, false})
    void untrusted(boolean store) throws Exception {
        serve("localhost");
        Transport transport = store ? trusting(store("PKCS12", certificate("localhost"))) : Transport.DIRECT;
        try (KisClient client = client(baseUrl("localhost"), transport)) {
            assertTold(
                    client, "certificate not trusted", baseUrl("localhost").toString(), "kis.ssl.truststore.location");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("gives nothing to a trusted server of another name")
    void wrongName() throws Exception {
        HeldCertificate certificate = serve("api.example.test");
        try (KisClient client = client(baseUrl("localhost"), trusting(store("PKCS12", certificate)))) {
            assertTold(
                    client, "another host's certificate", baseUrl("localhost").toString());
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("tells the proxy its login and the host, and only the host behind it the keys")
    void proxy() throws Exception {
        HeldCertificate certificate = certificate("api.example.test");
        behindProxy(certificate);
        Transport transport = overProxy(certificate);
        try (KisClient client = client(URI.create("https://api.example.test:9443"), transport)) {
            assertFigures(client);
        }
        RecordedRequest connect = server.takeRequest();
        assertThat(connect.getRequestLine()).startsWith("CONNECT api.example.test:9443 ");
        assertThat(connect.getHeaders().get("Proxy-Authorization"))
                .isEqualTo(okhttp3.Credentials.basic("proxy-user", "proxy-password"));
        assertThat(connect.getHeaders().names()).doesNotContain("appkey", "appsecret", "authorization");
        RecordedRequest token = server.takeRequest();
        RecordedRequest flows = server.takeRequest();
        assertThat(token.getTarget()).isEqualTo("/oauth2/tokenP");
        assertThat(flows.getHeaders().get("appkey")).isEqualTo(credentials.appKey());
        assertThat(flows.getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @DisplayName("does not ask a proxy again that refuses, and says that it was the proxy, and what about")
    @CsvSource({"407, proxy login, kis.proxy.username", "403, proxy 403, https://api.example.test:9443"})
    void proxyRefuses(int status, String code, String about) throws Exception {
        HeldCertificate certificate = certificate("api.example.test");
        server.useHttps(handshake(certificate));
        server.enqueue(new MockResponse.Builder()
                .inTunnel()
                .code(status)
                .addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .build());
        server.start();
        try (KisClient client = client(URI.create("https://api.example.test:9443"), overProxy(certificate))) {
            assertTold(client, code, "http://127.0.0.1:" + server.getPort(), "kis.proxy.url", about);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("says of a proxy that is not there that it is the proxy, and of an API likewise")
    void notThere() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:1");
        try (KisClient client = client(nobody, Transport.DIRECT)) {
            assertTold(client, "no connection", nobody.toString());
        }
        try (KisClient client = client(URI.create("https://api.example.test:9443"), overProxy(certificate("any")))) {
            assertTold(client, "no connection", "http://127.0.0.1:1", "kis.proxy.url");
        }
        URI unknown = URI.create("http://api.invalid:9443");
        try (KisClient client = client(unknown, Transport.DIRECT)) {
            assertTold(client, "unknown host", unknown.toString());
        }
    }

    @ParameterizedTest
    @DisplayName("says of a connection that ends without an answer, or in it, who ended it and how")
    @CsvSource({
        "RESET, reset, broke off the connection",
        "CLOSE, closed, without an answer",
        "HALF_BODY, closed, in mid-answer"
    })
    void ended(String fault, String code, String how) {
        try (KisSimulator simulator = Simulators.unlimited(credentials);
                KisClient client = client(URI.create(simulator.url()), Transport.DIRECT)) {
            assertThat(Clients.await(client.authorize())).isEmpty();
            simulator.inject(Injection.parse(fault));
            assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                        assertThat(failed.error().code()).isEqualTo(code);
                        assertThat(failed.error().message()).contains(simulator.url(), how);
                        assertThat(failed.error().left()).isTrue();
                    });
        }
    }

    /** A token cannot be asked for: the request never left, and the words of the error are these. */
    private static void assertTold(KisClient client, String code, String... words) {
        assertThat(Clients.await(client.authorize())).hasValueSatisfying(error -> {
            assertThat(error.errorClass()).isEqualTo(ErrorClass.PASSING);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).contains(words).doesNotContain("proxy-password", PASSWORD);
            assertThat(error.left()).isFalse();
        });
    }

    @Test
    @DisplayName("shows neither the proxy's nor the trust store's password")
    void secrets() throws Exception {
        assertThat(overProxy(certificate("localhost")).toString()).doesNotContain("proxy-password", PASSWORD);
        TrustStore wrong =
                new TrustStore(store("PKCS12", certificate("localhost")).location(), "wrong-password", "PKCS12");
        try {
            wrong.check();
            throw new AssertionError("a wrong password was taken");
        } catch (SettingFile.UnusableException e) {
            assertThat(e).hasMessageContaining("another password").message().doesNotContain("wrong-password");
        }
    }

    private void assertFigures(KisClient client) {
        assertThat(Clients.await(client.authorize())).isEmpty();
        assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE))).isInstanceOf(Answer.Good.class);
    }

    private HeldCertificate serve(String name) throws IOException {
        HeldCertificate certificate = certificate(name);
        server.useHttps(handshake(certificate));
        answers();
        server.start();
        return certificate;
    }

    private void behindProxy(HeldCertificate certificate) throws IOException {
        server.useHttps(handshake(certificate));
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        answers();
        server.start();
    }

    private void answers() {
        server.enqueue(new MockResponse.Builder().body(TOKEN).build());
        server.enqueue(new MockResponse.Builder()
                .body(Samples.body("KSP-0001-official-example.json"))
                .build());
    }

    private Transport overProxy(HeldCertificate certificate) throws IOException, GeneralSecurityException {
        Transport.Login login = new Transport.Login("proxy-user", "proxy-password");
        int port = server.getStarted() ? server.getPort() : 1;
        return new Transport(
                Optional.of(new Transport.HttpProxy("127.0.0.1", port, Optional.of(login))),
                Optional.of(store("PKCS12", certificate)));
    }

    private static Transport trusting(TrustStore store) {
        return new Transport(Optional.empty(), Optional.of(store));
    }

    private URI baseUrl(String host) {
        return URI.create("https://" + host + ":" + server.getPort());
    }

    private KisClient client(URI baseUrl, Transport transport) {
        Duration limit = Duration.ofSeconds(20);
        KisSettings settings = new KisSettings(
                baseUrl, credentials, Customer.person(null), 4, limit, limit, "tests/1", Optional.empty(), transport);
        return Clients.client(settings, Instant::now, System::nanoTime);
    }

    private static HeldCertificate certificate(String name) {
        return new HeldCertificate.Builder().addSubjectAlternativeName(name).build();
    }

    private static SSLSocketFactory handshake(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory();
    }

    private TrustStore store(String type, HeldCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        Path file = Files.createTempFile(folder, "trust", "." + type);
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, PASSWORD.toCharArray());
        }
        return new TrustStore(file, PASSWORD, type);
    }
}
