package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of the names of settings")
class ConfigNamesTest extends ConfigValidationFixture {
    @ParameterizedTest
    @DisplayName("refuses a name that looks like a setting and is none")
    @ValueSource(
            strings = {
                "kis.appkey",
                "market.sector",
                "poll.interval",
                "emit.max.silence",
                "session.gates",
                "quarantine.topics",
                "kis.app.key "
            })
    void unknownSetting(String name) {
        properties.put(name, "x");
        assertOnlyError(name).contains(name, "not a setting");
    }

    @Test
    @DisplayName("leaves names alone that belong to Connect or to converters and transforms")
    void foreignSettings() {
        properties.putAll(Map.of(
                "value.converter", "x",
                "transforms", "a",
                "errors.tolerance", "all",
                "producer.override.linger.ms", "0",
                "offsets.storage.topic", "x",
                "header.converter", "x"));
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName(
            "refuses transactions by intervals, whether or not the worker has them, and says what to give in their place")
    @ValueSource(strings = {"interval", "INTERVAL", " interval "})
    void intervals(String boundary) {
        properties.put("transaction.boundary", boundary);
        assertOnlyError("transaction.boundary")
                .contains("transaction.boundary '" + boundary + "'", "Use 'poll', the default");
        assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("transaction.boundary");
    }

    @ParameterizedTest
    @DisplayName("leaves other transactions to Connect, which knows what it has")
    @ValueSource(strings = {"poll", "POLL", "connector", "x"})
    void otherTransactions(String boundary) {
        properties.put("transaction.boundary", boundary);
        assertThat(errors()).isEmpty();
    }
}
