package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The plugin archive")
@ExtendWith(StackExtension.class)
class PluginIT {
    private static final String ARCHIVE =
            Path.of(System.getProperty("archive.file")).getFileName().toString().replaceFirst("\\.zip$", "");

    @Test
    @DisplayName("is listed with its version by a worker that only loads services")
    void listed(LocalStack stack) {
        assertThat(stack.connect().plugins())
                .contains(new ConnectRest.Plugin(ConnectorRun.CLASS, "source", Version.current()));
    }

    @Test
    @DisplayName("is compatible with plugin.discovery=service_load, says Kafka's ConnectPluginPath")
    void compatible(LocalStack stack, @TempDir Path folder) throws IOException, InterruptedException {
        assertThat(stack.plugins()).isDirectory();
        String output = connectPluginPath(stack.plugins().resolve(ARCHIVE), folder.resolve("errors.txt"));

        List<String> lines = output.lines().toList();
        List<Map<String, String>> plugins = table(lines);
        assertThat(plugins).as(output).singleElement().satisfies(ours -> assertThat(ours)
                .containsEntry("pluginName", ConnectorRun.CLASS)
                .containsEntry("pluginVersion", Version.current())
                .containsEntry("pluginType", "source")
                .containsEntry("isLoadable", "true")
                .containsEntry("hasManifest", "true"));
        assertThat(lines.stream()
                        .filter(line -> line.matches("(Total|Loadable|Compatible) plugins:.*"))
                        .map(line -> line.replaceAll("\\s+", " ").strip()))
                .as(output)
                .containsExactly("Total plugins: 1", "Loadable plugins: 1", "Compatible plugins: 1");
    }

    @Test
    @DisplayName(
            "brings records on workers whose own class path begins with another OkHttp, Okio and Kotlin, and has another Jackson")
    void isolated(LocalStack stack) {
        for (Service worker : stack.workers()) {
            assertThat(MBeans.of(worker, "java.lang:type=Runtime"))
                    .filteredOn(attribute -> attribute.name().equals("ClassPath"))
                    .singleElement()
                    .satisfies(attribute -> assertThat(attribute.value())
                            .containsPattern("okhttp-4.*okio-2.*kafka-clients")
                            .containsPattern("kotlin-stdlib-1.*kafka-clients")
                            .containsPattern("jackson-databind-2[.](16|21)[.]")
                            .doesNotContain(ARCHIVE));
        }
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001")
                        .with("tasks.max", 2)
                        .start(2);
                TopicReader reader = run.reader()) {
            run.awaitRecords(
                    reader,
                    Set.of(new MarketSector("KSP", "0001"), new MarketSector("KSQ", "1001")),
                    Instant.EPOCH,
                    Duration.ofSeconds(30));
        }
    }

    /** The output of Kafka's own tool on one plugin's folder; what logging libraries say goes elsewhere. */
    private static String connectPluginPath(Path plugin, Path errors) throws IOException, InterruptedException {
        String kafka = "kafka-" + System.getProperty("kafka.version");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(System.getProperty("stack.directory"), kafka) + "/*",
                        "org.apache.kafka.tools.ConnectPluginPath",
                        "list",
                        "--plugin-location",
                        plugin.toString())
                .redirectError(errors.toFile())
                .start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(output + Files.readString(errors)).isZero();
        return output;
    }

    /** The rows under the tool's headings, up to the blank line, by heading. */
    private static List<Map<String, String>> table(List<String> lines) {
        List<String> table = lines.stream().takeWhile(line -> !line.isBlank()).toList();
        assertThat(table).as("%s", lines).isNotEmpty();
        String[] headings = table.get(0).split("\t");
        return table.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(cells -> IntStream.range(0, headings.length)
                        .boxed()
                        .collect(Collectors.toMap(i -> headings[i], i -> cells[i])))
                .toList();
    }
}
