package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A blank, which forms send for what is not given,")
class ConfigBlanksTest extends ConfigValidationFixture {
    private static final List<String> BLANKS = List.of("", " ", "\t\n", "\u3000");

    private static Stream<ConfigKey> optional() {
        return InvestorFlowConfig.DEFINITION.configKeys().values().stream().filter(ConfigKey::hasDefault);
    }

    private static boolean hasValue(ConfigKey key) {
        return key.defaultValue != null && !key.defaultValue.equals(List.of());
    }

    static Stream<String> withoutDefault() {
        return optional().filter(key -> !hasValue(key)).map(key -> key.name);
    }

    static Stream<String> withDefault() {
        return optional().filter(ConfigBlanksTest::hasValue).map(key -> key.name);
    }

    @ParameterizedTest
    @MethodSource("withoutDefault")
    @DisplayName("is a setting that is not given where that has no default")
    void notGiven(String key) {
        Map<String, ?> without = new InvestorFlowConfig(properties).values();
        for (String blank : BLANKS) {
            properties.put(key, blank);
            assertThat(errors()).isEmpty();
            assertThat(new InvestorFlowConfig(properties).values()).isEqualTo(without);
        }
    }

    @Test
    @DisplayName("may stand in all of these at once: connector and task start as without them")
    void form() {
        withoutDefault().forEach(key -> properties.put(key, ""));
        assertThat(withoutDefault()).contains("kis.token.file", "kis.mac.address", "session.holidays");
        assertThat(errors()).isEmpty();
        connector.start(properties);
        Map<String, String> ofTask = connector.taskConfigs(1).get(0);
        assertThat(ofTask).as("handed on as it was given").containsEntry("kis.token.file", "");
        InvestorFlowTaskConfig task = new InvestorFlowTaskConfig(ofTask);
        assertThat(task.kis().tokenFile()).as("not the worker's folder").isEmpty();
        assertThat(task.kis().transport().trustStore()).isEmpty();
        assertThat(task.kis().transport().proxy()).isEmpty();
        assertThat(task.quarantineTopic()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withDefault")
    @DisplayName("is refused where a setting has a default, with a sentence that says which")
    void refused(String key) {
        String defaultValue =
                String.valueOf(InvestorFlowConfig.DEFINITION.defaultValues().get(key));
        for (String blank : BLANKS) {
            properties.put(key, blank);
            assertThat(errors()).containsOnlyKeys(key);
            assertThat(errors().get(key))
                    .containsExactly(
                            key + " is blank; give a value, or leave it out to use the default, " + defaultValue + ".");
            assertThatThrownBy(() -> connector.start(properties))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key + " is blank");
        }
    }

    @Test
    @DisplayName("is one message for its setting, whatever the default would do with the others")
    void oneMessage() {
        properties.put("poll.interval.ms", "");
        properties.put("kis.requests.per.second", "0.01");
        assertOnlyError("poll.interval.ms").contains("is blank");
    }

    @Test
    @DisplayName("is missing where a setting is required")
    void required() {
        for (String key : List.of("kis.app.key", "kis.app.secret", "market.sectors")) {
            Map<String, String> blank = new HashMap<>(properties);
            blank.put(key, " ");
            assertThat(errors(blank)).containsOnlyKeys(key);
        }
    }
}
