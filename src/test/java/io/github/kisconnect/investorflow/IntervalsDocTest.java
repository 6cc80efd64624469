package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.ConfigValidation;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The intervals that docs/operate.md proposes")
class IntervalsDocTest {
    /** What for, interval, overrides, load in per cent. */
    static Stream<List<String>> rows() throws IOException {
        String page = Files.readString(Path.of("docs", "operate.md"));
        String table = page.substring(page.indexOf("<!-- intervals -->"), page.indexOf("<!-- /intervals -->"));
        return table.lines()
                .filter(line -> line.endsWith("% |"))
                .map(line ->
                        Stream.of(line.split("\\|")).skip(1).map(String::trim).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @DisplayName("are taken without a warning, and give an owner to as many slots as the page says")
    void load(List<String> row) {
        Map<String, String> settings = Map.of(
                "name",
                "flows",
                ConfigKeys.APP_KEY,
                "key",
                ConfigKeys.APP_SECRET,
                "secret",
                ConfigKeys.MARKET_SECTORS,
                "*",
                ConfigKeys.REQUESTS_PER_SECOND,
                "15",
                ConfigKeys.REQUEST_TIMEOUT_MS,
                "1000",
                ConfigKeys.CONNECT_TIMEOUT_MS,
                "1000",
                ConfigKeys.POLL_INTERVAL_MS,
                row.get(1),
                ConfigKeys.POLL_INTERVAL_OVERRIDES,
                row.get(2));
        InvestorFlowConfig config = ConfigValidation.require(settings);
        assertThat(ConfigValidation.warnings(config))
                .as("but for what every configuration with single-stock futures has")
                .singleElement()
                .asString()
                .contains("single-stock futures");
        assertThat(Math.round(config.timetable().load() * 100) + " %").isEqualTo(row.get(3));
    }
}
