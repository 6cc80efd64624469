package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.config.ConfigValidationFixture;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Asked to alter offsets, the connector")
class AlterOffsetsTest extends ConfigValidationFixture {
    private static final Map<String, ?> PARTITION = Map.of("market_sector", "KSP:0001");

    @Test
    @DisplayName(
            "says that Connect's own offsets are all there is, before its start, while it runs, after its end, and each time again")
    void anyTime() {
        long now = System.currentTimeMillis();
        for (int time = 1; time <= 3; time++) {
            assertThat(alter(now)).isTrue();
        }
        connector.start(properties);
        assertThat(alter(now)).isTrue();
        connector.stop();
        assertThat(alter(now)).isTrue();
    }

    @Test
    @DisplayName("has nothing against no offsets, nor against forgetting all, whatever is stored")
    void noneAndReset() {
        assertThat(connector.alterOffsets(properties, Map.of())).isTrue();
        Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
        reset.put(PARTITION, null);
        reset.put(Map.of("odd", 1), null);
        assertThat(connector.alterOffsets(properties, reset)).isTrue();
    }

    @Test
    @DisplayName("refuses what is of another form, and goes on with what is right")
    void refuses() {
        assertThatThrownBy(() -> connector.alterOffsets(properties, Map.of(PARTITION, Map.of("timestamp", "soon"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith(
                        "No offset was altered, because timestamp 'soon' of {\"market_sector\":\"KSP:0001\"}");
        assertThat(alter(System.currentTimeMillis())).isTrue();
    }

    @ParameterizedTest(name = "poll.interval.ms={0}")
    @DisplayName(
            "lets timestamps be one interval ahead, by the configuration, or by the default where that has none to be used")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 60000",
                "3600000, 3600000",
                "' 10000 ', 10000",
                "'', 60000",
                "7000, 60000",
                "-1, 60000",
                "soon, 60000",
                "${file:/etc/kafka-connect/kis.properties:interval}, 60000"
            })
    void interval(String interval, long allowed) {
        properties.put("poll.interval.ms", interval);
        long now = System.currentTimeMillis();
        assertThat(alter(now + allowed)).isTrue();
        // Late by more than the test can take.
        assertThatThrownBy(() -> alter(now + allowed + 1_800_000))
                .hasMessageContaining("one poll interval (" + allowed + " ms)");
    }

    @Test
    @DisplayName("needs nothing else of the configuration: neither keys nor pairs, right or wrong")
    void configurationOfNothingElse() {
        Map<String, String> config = new HashMap<>();
        config.put("poll.interval.ms", "3600000");
        config.put("kis.app.key", null);
        config.put("kis.app.secret", "${file:/no/such/file:secret}");
        config.put("market.sectors", "nonsense");
        config.put("kis.base.url", "nowhere");
        assertThat(connector.alterOffsets(config, Map.of(PARTITION, Map.of("timestamp", soon()))))
                .isTrue();
        assertThat(connector.alterOffsets(
                        Collections.singletonMap("poll.interval.ms", "3600000"),
                        Map.of(PARTITION, Map.of("timestamp", soon()))))
                .isTrue();
    }

    /** Within an interval of an hour, and beyond the default. */
    private static long soon() {
        return System.currentTimeMillis() + 1_800_000;
    }

    private boolean alter(long timestamp) {
        return connector.alterOffsets(properties, Map.of(PARTITION, Map.of("timestamp", timestamp)));
    }
}
