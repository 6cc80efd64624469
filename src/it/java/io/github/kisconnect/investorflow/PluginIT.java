package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The plugin archive")
@ExtendWith(StackExtension.class)
class PluginIT {

    @Test
    @DisplayName("is listed with its version by a worker that only loads services")
    void listed(LocalStack stack) {
        assertThat(stack.connect().plugins())
                .contains(new ConnectRest.Plugin(ConnectorRun.CLASS, "source", Version.current()));
    }

    @Test
    @DisplayName("is compatible with plugin.discovery=service_load, says Kafka's ConnectPluginPath")
    void compatible() throws IOException, InterruptedException {
        String kafka = System.getProperty("kafka.version");
        Path plugins = Path.of("target", "it-stack-" + kafka, "plugins").toAbsolutePath();
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(System.getProperty("stack.directory"), "kafka-" + kafka) + "/*",
                        "org.apache.kafka.tools.ConnectPluginPath",
                        "list",
                        "--plugin-path",
                        plugins.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tool.waitFor()).as(output).isZero();
        List<String> ours = Stream.of(output.split("\n"))
                .filter(line -> line.contains(ConnectorRun.CLASS))
                .toList();
        assertThat(ours).as(output).isNotEmpty().allSatisfy(line -> assertThat(line.split("\t"))
                .contains(Version.current(), "source", "true"));
        assertThat(output).contains("Total plugins:").containsPattern("Incompatible plugins:\\s+0|Compatible plugins:");
    }
}
