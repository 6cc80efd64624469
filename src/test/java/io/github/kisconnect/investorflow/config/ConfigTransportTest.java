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
        assertThat(errors()).containsOnlyKeys("kis.proxy.url");
        assertThat(errors().get("kis.proxy.url"))
                .singleElement()
                .asString()
                .contains("kis.proxy.url", "http://host:port")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @DisplayName("refuses a proxy before an http base URL, however that is written, where it would see the keys")
    @ValueSource(strings = {"http://127.0.0.1:8080", "HTTP://127.0.0.1:8080", "Http://127.0.0.1:8080/"})
    void plain(String url) {
        properties.put("kis.base.url", url);
        properties.put("kis.proxy.url", "http://proxy.example.test:3128");
        assertThat(errors()).containsOnlyKeys("kis.proxy.url");
        assertThat(errors().get("kis.proxy.url")).singleElement().asString().contains("https", "keys");
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
    @DisplayName("refuses a trust store that cannot be read, and a type that is none")
    void trustStore() {
        properties.put("kis.ssl.truststore.location", "/no/such/store.p12");
        properties.put("kis.ssl.truststore.password", "hidden");
        assertThat(errors()).containsOnlyKeys("kis.ssl.truststore.location");
        assertThat(errors().get("kis.ssl.truststore.location"))
                .singleElement()
                .asString()
                .contains("/no/such/store.p12", "PKCS12", "kis.ssl.truststore.type")
                .doesNotContain("hidden");
        properties.put("kis.ssl.truststore.type", "PEM");
        assertThat(errors()).containsOnlyKeys("kis.ssl.truststore.type");
    }
}
