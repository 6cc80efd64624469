package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of proxy and trust store")
class ConfigTransportTest extends ConfigValidationFixture {

    @Test
    @DisplayName("takes a proxy with and without a login")
    void proxy() {
        properties.put("kis.base.url", "https://openapi.koreainvestment.com:9443");
        properties.put("kis.proxy.url", "http://proxy.example.test:3128");
        assertThat(errors()).isEmpty();
        properties.putAll(Map.of("kis.proxy.username", "user", "kis.proxy.password", "hidden"));
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("refuses what is not the URL of an HTTP proxy, and quotes no login")
    @ValueSource(
            strings = {
                "proxy:3128",
                "https://proxy:3128",
                "socks://proxy:1080",
                "http://proxy",
                "http://proxy:0",
                "http://proxy:70000",
                "http://proxy:3128/path",
                "http://user:hidden@proxy:3128",
                "user:hidden@proxy:3128",
                "not a URL"
            })
    void wrongProxy(String url) {
        properties.put("kis.base.url", "https://openapi.koreainvestment.com:9443");
        properties.put("kis.proxy.url", url);
        assertOnlyError("kis.proxy.url")
                .contains("kis.proxy.url", "http://host:port")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @DisplayName("refuses a proxy before an http base URL, however that is written, where it would see the keys")
    @ValueSource(strings = {"http://127.0.0.1:8080", "HTTP://127.0.0.1:8080", "Http://127.0.0.1:8080/"})
    void plain(String url) {
        properties.put("kis.base.url", url);
        properties.put("kis.proxy.url", "http://proxy.example.test:3128");
        assertOnlyError("kis.proxy.url").contains("https", "keys");
    }

    @Test
    @DisplayName("wants user and password of the proxy together, and not without the proxy")
    void halfLogin() {
        properties.put("kis.base.url", "https://openapi.koreainvestment.com:9443");
        properties.put("kis.proxy.url", "http://proxy.example.test:3128");
        properties.put("kis.proxy.username", "user");
        assertThat(errors()).containsOnlyKeys("kis.proxy.password");
        properties.remove("kis.proxy.username");
        properties.put("kis.proxy.password", "hidden");
        assertThat(errors()).containsOnlyKeys("kis.proxy.username");
        properties.put("kis.proxy.username", "user");
        properties.remove("kis.proxy.url");
        assertThat(errors()).containsOnlyKeys("kis.proxy.username");
    }

    @Test
    @DisplayName("refuses a trust store that is not there, and a type that is none")
    void trustStore() {
        properties.put("kis.ssl.truststore.location", "/no/such/store.p12");
        properties.put("kis.ssl.truststore.password", "hidden");
        assertOnlyError("kis.ssl.truststore.location")
                .contains("/no/such/store.p12 does not exist", "every worker", "kis.ssl.truststore.type")
                .doesNotContain("hidden");
        properties.put("kis.ssl.truststore.type", "PEM");
        assertThat(errors()).containsOnlyKeys("kis.ssl.truststore.type");
    }

    @Test
    @DisplayName("wants no password for a trust store that is not given: the JVM's own would be trusted unseen")
    void passwordAlone() {
        properties.put("kis.ssl.truststore.password", "hidden");
        for (String location : new String[] {null, "", " "}) {
            properties.put("kis.ssl.truststore.location", location);
            assertOnlyError("kis.ssl.truststore.password")
                    .contains("without kis.ssl.truststore.location")
                    .doesNotContain("hidden");
        }
    }

    @Test
    @DisplayName("takes a request as long as its connection, and none that is shorter")
    void timeouts() {
        properties.put("kis.connect.timeout.ms", "700");
        properties.put("kis.request.timeout.ms", "700");
        assertThat(errors()).isEmpty();
        properties.put("kis.connect.timeout.ms", "10001");
        properties.remove("kis.request.timeout.ms");
        assertThat(errors()).containsOnlyKeys("kis.request.timeout.ms");
    }
}
