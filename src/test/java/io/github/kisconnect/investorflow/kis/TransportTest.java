package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
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

    @Test
    @DisplayName("gives nothing to a server that it does not trust")
    void untrusted() throws Exception {
        serve("localhost");
        HeldCertificate other = certificate("localhost");
        for (Transport transport : new Transport[] {Transport.DIRECT, trusting(store("PKCS12", other))}) {
            try (KisClient client = client(baseUrl("localhost"), transport)) {
                assertThat(Clients.await(client.authorize()))
                        .map(KisError::code)
                        .contains("SSLHandshakeException");
            }
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("gives nothing to a trusted server of another name")
    void wrongName() throws Exception {
        HeldCertificate certificate = serve("api.example.test");
        try (KisClient client = client(baseUrl("localhost"), trusting(store("PKCS12", certificate)))) {
            assertThat(Clients.await(client.authorize())).map(KisError::code).contains("SSLPeerUnverifiedException");
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

    @Test
    @DisplayName("does not ask a proxy again that refuses its login")
    void proxyRefuses() throws Exception {
        HeldCertificate certificate = certificate("api.example.test");
        server.useHttps(handshake(certificate));
        server.enqueue(new MockResponse.Builder()
                .inTunnel()
                .code(407)
                .addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .build());
        server.start();
        try (KisClient client = client(URI.create("https://api.example.test:9443"), overProxy(certificate))) {
            assertThat(Clients.await(client.authorize())).hasValueSatisfying(error -> {
                assertThat(error.errorClass()).isEqualTo(ErrorClass.PASSING);
                assertThat(error.toString()).doesNotContain("proxy-password");
            });
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
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
        } catch (TrustStore.UnusableException e) {
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
                baseUrl,
                credentials,
                Customer.person(null),
                4,
                limit,
                limit,
                "tests/1",
                Optional.empty(),
                SessionWindow.DEFAULT,
                transport);
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
