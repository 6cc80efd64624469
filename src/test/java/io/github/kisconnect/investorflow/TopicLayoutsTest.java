package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A configuration that gives a topic another layout")
class TopicLayoutsTest {
    private final String topic = "flows-" + UUID.randomUUID();
    private final InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();

    @Test
    @DisplayName(
            "is warned of at its validation and at its start, once the connector has run here with the layout before")
    void changed() {
        assertThat(warnings(() -> connector.validate(config("rows")))).isEmpty();
        connector.start(config("snapshot"));
        connector.stop();
        String warning = "record.layout=rows: this worker has written topic '" + topic
                + "' with record.layout=snapshot. A topic has one layout, because a reader of the one cannot read the other:"
                + " set another topic, too, or set record.layout back.";
        assertThat(warnings(() -> connector.validate(config("rows")))).containsExactly(warning);
        assertThat(warnings(() -> connector.start(config("rows")))).containsExactly(warning);
        assertThat(warnings(() -> connector.start(config("rows")))).isEmpty();
    }

    @Test
    @DisplayName("is warned of by each topic that the markets have of their own")
    void ofEachMarket() {
        Map<String, String> config = config("snapshot");
        config.put(ConfigKeys.TOPIC, topic + ".${market}");
        connector.start(config);
        config.put(ConfigKeys.RECORD_LAYOUT, "rows");
        config.put(ConfigKeys.MARKET_SECTORS, "KSP:0001,KSQ:1001,ETF:T000");
        assertThat(warnings(() -> connector.validate(config)))
                .hasSize(2)
                .anyMatch(line -> line.contains(topic + ".ksp"))
                .anyMatch(line -> line.contains(topic + ".ksq"));
    }

    @Test
    @DisplayName("is not warned of where it stays as it is, another topic is set, or something else is wrong with it")
    void unchanged() {
        connector.start(config("snapshot"));
        assertThat(warnings(() -> connector.validate(config("snapshot")))).isEmpty();
        Map<String, String> other = config("rows");
        other.put(ConfigKeys.TOPIC, topic + ".rows");
        assertThat(warnings(() -> connector.validate(other))).isEmpty();
        Map<String, String> wrong = config("rows");
        wrong.put(ConfigKeys.POLL_INTERVAL_MS, "7");
        assertThat(warnings(() -> connector.validate(wrong))).isEmpty();
    }

    private Map<String, String> config(String layout) {
        Map<String, String> config = new HashMap<>();
        config.put("name", "layouts");
        config.put(ConfigKeys.APP_KEY, "key");
        config.put(ConfigKeys.APP_SECRET, "secret");
        config.put(ConfigKeys.MARKET_SECTORS, "KSP:0001,KSQ:1001");
        config.put(ConfigKeys.TOPIC, topic);
        config.put(ConfigKeys.RECORD_LAYOUT, layout);
        return config;
    }

    private List<String> warnings(Runnable work) {
        try (LogCapture log = LogCapture.begin()) {
            work.run();
            return log.ours(Level.WARN).stream()
                    .filter(line -> line.contains(ConfigKeys.RECORD_LAYOUT))
                    .toList();
        }
    }
}
