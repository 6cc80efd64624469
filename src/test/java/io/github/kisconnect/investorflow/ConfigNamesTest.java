package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of the names of settings")
class ConfigNamesTest extends ConfigValidationFixture {
    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("refuses what this version has not built, in place of ignoring it")
    @CsvSource({
        "session.start, 09:00",
        "session.end, 18:00",
        "session.holidays, 2026-12-31",
        "session.holidays.api, false",
        "session.gate, krx"
    })
    void unbuilt(String key, String value) {
        properties.put(key, value);
        assertThat(errors()).containsOnlyKeys(key);
        assertThat(errors().get(key))
                .singleElement()
                .asString()
                .contains(key, "not built yet")
                .doesNotContain("hidden");
    }

    @Test
    @DisplayName("refuses unbuilt settings also where they say what holds anyway, for they would be ignored")
    void unbuiltDefaults() {
        properties.putAll(Map.of(
                "session.start", "08:40",
                "session.end", "20:10",
                "session.holidays", "",
                "session.holidays.api", "true"));
        assertThat(errors())
                .containsOnlyKeys("session.start", "session.end", "session.holidays", "session.holidays.api");
    }

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
        assertThat(errors()).containsOnlyKeys(name);
        assertThat(errors().get(name)).singleElement().asString().contains(name, "not a setting");
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
}
