package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/operate.md")
class MetricsDocTest {
    private static final String BEGIN = "<!-- metrics: written by MetricsDocTest -->\n";

    @Test
    @DisplayName("has the table of metrics that the code has")
    void metrics() throws IOException {
        Generated.part(Path.of("docs", "operate.md"), BEGIN, "<!-- /metrics -->", table());
    }

    private static String table() {
        return Stream.of(Metric.values())
                .map(metric -> "| `" + metric.metricName() + "` | "
                        + (metric.tag() == Metric.Tag.NONE
                                ? ""
                                : "`" + metric.tag().key() + "`") + " | "
                        + metric.description() + " |\n")
                .collect(Collectors.joining("", "| metric | tag | what it is |\n|---|---|---|\n", ""));
    }
}
