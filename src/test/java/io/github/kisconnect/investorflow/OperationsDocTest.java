package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/operations.md")
class OperationsDocTest {
    private static final String OF_THE_WORKER = "session.timeout.ms";
    private static final Path DOC = Path.of("docs", "operations.md");
    private static final String BEGIN = "<!-- metrics: written by OperationsDocTest -->\n";
    private static final String END = "<!-- /metrics -->";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    @DisplayName("has the table of metrics that the code has")
    void metrics() throws IOException {
        Generated.part(DOC, BEGIN, END, table());
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

    @Test
    @DisplayName("quotes log lines and traces as the code has them")
    void quoted() throws IOException {
        String code = Sources.ofThePlugin();
        List<String> quotes = quotes();
        assertThat(quotes).hasSizeGreaterThan(20);
        for (String quote : quotes) {
            for (String fragment : quote.split("…")) {
                assertThat(code.contains(fragment.strip())).as(quote).isTrue();
            }
        }
    }

    @Test
    @DisplayName("names metrics and settings that there are")
    void names() throws IOException {
        List<String> metrics =
                Stream.of(Metric.values()).map(Metric::metricName).toList();
        Matcher codes = CODE.matcher(Files.readString(DOC));
        while (codes.find()) {
            String code = codes.group(1);
            if (code.matches("[a-z]+(-[a-z]+)*-(total|seconds|second|pairs|flight|snapshot|change)")) {
                assertThat(metrics).contains(code);
            } else if (code.matches("(kis|market|poll|emit|session|quarantine)\\.[a-z.]+")
                    && !code.equals(OF_THE_WORKER)) {
                assertThat(InvestorFlowConfig.DEFINITION.names()).contains(code);
            }
        }
    }

    /** What stands in the second column of the states and in the first of the failures. */
    private static List<String> quotes() throws IOException {
        List<String> quotes = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(DOC)) {
            section = line.startsWith("## ") ? line.substring(3) : section;
            int column = section.equals("States") ? 2 : section.equals("Failed tasks") ? 1 : 0;
            if (column > 0 && line.startsWith("| ")) {
                Matcher codes = CODE.matcher(line.split("\\|")[column]);
                while (codes.find()) {
                    quotes.add(codes.group(1));
                }
            }
        }
        return quotes;
    }
}
