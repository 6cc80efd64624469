package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Markdown.Span;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("The pages")
class PagesTest {
    private static final List<Markdown> PAGES = Markdown.pages();
    private static final int WIDTH = 120;
    private static final Pattern METRIC =
            Pattern.compile("[a-z]+(-[a-z]+)*-(total|seconds|second|pairs|flight|snapshot|change)");
    private static final Pattern SETTING =
            Pattern.compile("(kis|market|poll|emit|session|quarantine|record)\\.[a-z.]+");

    /** What looks like a setting of the connector and is none: a worker's setting, and a file. */
    private static final Set<String> NO_SETTING = Set.of("session.timeout.ms", "kis.properties");

    /** Of Connect, of its REST API and of its workers, in pages whose other code is ours. */
    private static final Set<String> OF_CONNECT = Set.of(
            "Tolerance exceeded in error handler",
            "allowed.paths",
            "config.providers",
            "connector-failed-task-count",
            "includeTasks=true",
            "poll()",
            "scheduled.rebalance.max.delay.ms",
            "trace");

    private static final Set<String> NO_QUOTE =
            Set.of("\"", "'", "/", "[kis-investor-flow|task-0]", "class", "FaultsDocTest", "PagesTest");

    private static final Set<String> METRICS =
            Stream.of(Metric.values()).map(Metric::metricName).collect(Collectors.toSet());

    @ParameterizedTest(name = "{0}")
    @FieldSource("PAGES")
    @DisplayName("have lines of at most 120 characters, but for tables")
    void lines(Markdown page) throws IOException {
        assertThat(Files.readAllLines(page.file()))
                .filteredOn(line -> !line.startsWith("|"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @Test
    @DisplayName("name metrics and settings that there are")
    void names() {
        List<Span> codes = PAGES.stream().flatMap(page -> page.spans().stream()).toList();
        assertThat(codes).extracting(Span::text).contains("held-total", "kis.token.file");
        for (Span code : codes) {
            String text = code.text();
            if (METRIC.matcher(text).matches()) {
                assertThat(METRICS).as("%s", code).contains(text);
            } else if (SETTING.matcher(text).matches() && !NO_SETTING.contains(text) && !isPackage(text)) {
                assertThat(InvestorFlowConfig.DEFINITION.names()).as("%s", code).contains(text);
            }
        }
    }

    private static boolean isPackage(String name) {
        return Files.isDirectory(
                Path.of("src/main/java/io/github/kisconnect/investorflow").resolve(name.replace('.', '/')));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"troubleshoot.md, , 40", "faults.md, , 18", "operate.md, The log, 5"})
    @DisplayName("quote log lines and traces as the code has them")
    void quotes(String name, String section, int least) throws IOException {
        String source = Sources.ofThePlugin();
        Set<String> classes = Stream.of(ErrorClass.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toSet());
        List<Span> quotes = Markdown.of(Path.of("docs", name)).spans().stream()
                .filter(code -> !code.section().startsWith("Faults of Kafka"))
                .filter(code -> section == null || code.section().equals(section))
                .filter(code -> !METRICS.contains(code.text()) && !classes.contains(code.text()))
                .filter(code -> !SETTING.matcher(code.text()).matches())
                .filter(code -> !OF_CONNECT.contains(code.text()) && !NO_QUOTE.contains(code.text()))
                .toList();
        assertThat(quotes).hasSizeGreaterThanOrEqualTo(least);
        for (Span quote : quotes) {
            assertThat(quote.text().split("…")).as("%s", quote).allSatisfy(part -> assertThat(
                            source.contains(part.strip()))
                    .isTrue());
        }
    }
}
