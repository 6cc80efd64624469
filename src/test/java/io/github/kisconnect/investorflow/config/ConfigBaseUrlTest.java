package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of kis.base.url")
class ConfigBaseUrlTest extends ConfigValidationFixture {
    private static final String HOSTS = "io.github.kisconnect.allowed.hosts";

    @AfterEach
    void forgetHosts() {
        System.clearProperty(HOSTS);
    }

    @ParameterizedTest
    @DisplayName("takes the brokerage's host over TLS, and loopback")
    @ValueSource(
            strings = {
                "https://openapi.koreainvestment.com:9443",
                "https://openapi.koreainvestment.com:9443/",
                "HTTPS://OPENAPI.KOREAINVESTMENT.COM:9443",
                "https://openapi.koreainvestment.com:443",
                "http://127.0.0.1:8080",
                "http://localhost:8080",
                "https://localhost",
                "http://[::1]:8080"
            })
    void goodUrls(String url) {
        properties.put("kis.base.url", url);
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("refuses any other URL and says what to write")
    @CsvSource({
        "http://openapi.koreainvestment.com:9443, in the clear",
        "https://openapivts.koreainvestment.com:29443, paper",
        "https://OpenApiVts.koreainvestment.com:29443, paper",
        "https://example.com, allowed.hosts",
        "http://example.com, allowed.hosts",
        "https://openapi.koreainvestment.com.example.com:9443, allowed.hosts",
        "https://openapi.koreainvestment.com.:9443, allowed.hosts",
        "https://xopenapi.koreainvestment.com, allowed.hosts",
        "https://127.0.0.1.example.com, allowed.hosts",
        "https://0.0.0.0, allowed.hosts",
        "https://169.254.169.254, allowed.hosts",
        "https://localhost.example.com, allowed.hosts",
        "https://openapi.koreainvestment.com:9443/uapi, paths",
        "https://openapi.koreainvestment.com:9443?x=1, scheme",
        "https://openapi.koreainvestment.com:9443#x, scheme",
        "https://openapi.koreainvestment.com:99999, port",
        "https://127.0.0.1:0, port",
        "https://openapi.koreainvestment.com, 'no port, and the API is not at the default port of https; write https://openapi.koreainvestment.com:9443'",
        "HTTPS://OPENAPI.koreainvestment.com/, no port",
        "http://openapi.koreainvestment.com, in the clear",
        "ftp://openapi.koreainvestment.com, https",
        "file:///etc/passwd, https",
        "openapi.koreainvestment.com:9443, https",
        "openapi.koreainvestment.com, https",
        "https://, https",
        "https:///x, https",
        "'', blank",
        "'https://open api', https",
        "'https://openapi.koreainvestment.com\\@example.com', https"
    })
    void wrongUrls(String url, String words) {
        properties.put("kis.base.url", url);
        assertOnlyError("kis.base.url").contains("kis.base.url", words);
    }

    @ParameterizedTest
    @DisplayName("refuses user info in a URL, and does not quote it")
    @ValueSource(
            strings = {
                "https://user:hidden@openapi.koreainvestment.com:9443",
                "https://hidden@openapi.koreainvestment.com:9443",
                "https://user:hid%64en@127.0.0.1",
                "user:hidden@openapi.koreainvestment.com:9443",
                "https:user:hidden@openapi.koreainvestment.com:9443",
                "https://user:hidden@[bad",
                "https://us er:hidden@127.0.0.1"
            })
    void userInfo(String url) {
        properties.put("kis.base.url", url);
        assertOnlyError("kis.base.url").contains("https://host:port").doesNotContain("hid", "user:");
    }

    @Test
    @DisplayName("takes a host, over http too, that the worker's JVM allows, and the paper host in no case")
    void allowedHosts() {
        properties.put("kis.base.url", "http://kis.internal:8080");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        System.setProperty(HOSTS, "other.internal, KIS.internal ,openapivts.koreainvestment.com");
        assertThat(errors()).isEmpty();
        properties.put("kis.base.url", "http://x.kis.internal:8080");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        properties.put("kis.base.url", "https://openapivts.koreainvestment.com:29443");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        properties.put("kis.base.url", "https://openapi.koreainvestment.com");
        System.setProperty(HOSTS, "openapi.koreainvestment.com");
        assertThat(errors()).as("still the host without its port").containsOnlyKeys("kis.base.url");
        System.setProperty(HOSTS, " , ");
        properties.put("kis.base.url", "https://example.com");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
    }
}
