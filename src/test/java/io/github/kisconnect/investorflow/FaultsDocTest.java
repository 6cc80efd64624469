package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/faults.md")
class FaultsDocTest {
    private static final Path DOC = Path.of("docs", "faults.md");
    private static final int FEWEST_FAULTS = 40;
    private static final Pattern FAULT = Pattern.compile("[A-Z]+(_[A-Z]+)+(:.*)?|[A-Z]{4,}");

    @Test
    @DisplayName("names a test for each of forty faults or more, and every one of them is there")
    void tests() throws IOException {
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(FEWEST_FAULTS);
        Map<String, String> sources = testSources();
        for (String row : rows) {
            String[] name = last(row).split("\\.");
            assertThat(name).as(row).hasSize(2);
            assertThat(sources).as(row).containsKey(name[0]);
            assertThat(sources.get(name[0])).as(row).contains("void " + name[1] + "(");
        }
    }

    @Test
    @DisplayName("names faults that the simulator can inject, where it is the simulator that makes them")
    void faults() throws IOException {
        List<String> injected = rows().stream()
                .map(row -> row.split("\\|"))
                .filter(cells -> cells.length > 4)
                .map(cells -> cells[2].strip())
                .filter(made -> FAULT.matcher(made).matches() && !made.startsWith("SIG"))
                .toList();
        assertThat(injected).hasSizeGreaterThan(20).allSatisfy(Injection::parse);
    }

    /** The tables' rows that are a fault. */
    private static List<String> rows() throws IOException {
        return Files.readAllLines(DOC).stream()
                .filter(line -> line.startsWith("| ") && !last(line).equals("test"))
                .toList();
    }

    private static String last(String row) {
        String[] cells = row.split("\\|");
        return cells[cells.length - 1].strip();
    }

    /** By the class's name. */
    private static Map<String, String> testSources() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Files.walk(Path.of("src", "test", "java")), Files.walk(Path.of("src", "it", "java")))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            FaultsDocTest::read,
                            (a, b) -> a + b));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
