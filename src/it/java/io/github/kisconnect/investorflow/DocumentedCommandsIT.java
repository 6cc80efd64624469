package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest.SourceOffset;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRestException;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In bash, as a reader would paste them, to a worker that has nothing but the sample properties. */
@DisplayName("The pages' commands")
@Tag("once")
class DocumentedCommandsIT {
    private static final Path WORK =
            Path.of("target", "documented-commands-it", "kafka-" + System.getProperty("kafka.version"));
    private static final List<String> TOOLS = List.of("bash", "curl", "jq", "mvn", "install");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CONNECTOR = "kis-investor-flow";
    private static final String FIRST_TRY = "connect-config/apicurio/first-try.json";
    private static final String PRODUCTION = "etc/apicurio/production.json";
    private static final JsonMapper JSON = new JsonMapper();

    private static KisSimulator simulator;
    private static LocalStack stack;
    private static Path home;
    private static Map<String, String> replaced;

    /** Runs a block and looks at what came of it. */
    private interface Step {
        void take(LiveBlock block) throws Exception;
    }

    @BeforeAll
    static void start() throws IOException {
        assumeThat(TOOLS).as("the tools of the pages are installed").allMatch(DocumentedCommandsIT::installed);
        SampleFiles files = SampleFiles.in(WORK);
        simulator = KisSimulator.start(SimulatorOptions.builder()
                .account(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET)
                .movement(Movement.ALWAYS_MOVING)
                .build());
        stack = LocalStack.start(StackOptions.in(WORK.resolve("stack"))
                .archive(Path.of(System.getProperty("archive.file")))
                .bareWorkers(files.worker("connect-distributed.properties"))
                .build());
        home = Files.createTempDirectory(WORK, "home");
        replaced = Map.of(
                "http://connect-1:8083", stack.workers().get(0).address(),
                "-o kafka", "-o " + System.getProperty("user.name"),
                "/var/lib/kafka-connect", home.resolve("var").toAbsolutePath().toString());
        write(FIRST_TRY, files.connector("first-try", stack, simulator));
        write(PRODUCTION, files.connector("production", stack, simulator));
        SampleFiles.prepareTopic(stack, "kis.investor-flow", null);
        // An answer of 400 or more ends a script, no progress is shown, and no proxy is between.
        Files.write(home.resolve(".curlrc"), List.of("fail-with-body", "silent", "show-error", "noproxy = *"));
    }

    private static boolean installed(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static void write(String file, JsonNode connector) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        JSON.writeValue(path.toFile(), connector);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("do what the pages say, one after the other")
    void run(LiveBlock block) throws Exception {
        Step step =
                switch (block) {
                    case CONVERTER -> DocumentedCommandsIT::converter;
                    case FOLDER -> DocumentedCommandsIT::folder;
                    case FIRST_TRY -> DocumentedCommandsIT::firstTry;
                    case PRODUCTION -> DocumentedCommandsIT::production;
                    case STATUS, TROUBLE_STATUS -> DocumentedCommandsIT::status;
                    case PLUGINS -> DocumentedCommandsIT::plugins;
                    case RESTART -> DocumentedCommandsIT::restart;
                    case RESTART_FAILED -> DocumentedCommandsIT::restartFailed;
                    case CHANGE -> DocumentedCommandsIT::change;
                    case ALTER_OFFSETS -> DocumentedCommandsIT::alterOffsets;
                    case FORGET_OFFSETS -> DocumentedCommandsIT::forgetOffsets;
                    case REFUSED_OFFSET -> DocumentedCommandsIT::refusedOffset;
                };
        step.take(block);
    }

    private static void converter(LiveBlock block) throws Exception {
        bash(block);
        assertThat(names(home.resolve("apicurio-converter")))
                .isEqualTo(names(Path.of(System.getProperty("stack.directory"), "apicurio-converter")));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void folder(LiveBlock block) throws Exception {
        bash(block);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("var"))))
                .isEqualTo("rwx------");
    }

    private static void firstTry(LiveBlock block) throws Exception {
        bash(block);
        stack.connect().waitUntilRunning(CONNECTOR + "-try", 1, SOON);
    }

    private static void production(LiveBlock block) throws Exception {
        bash(block);
        stack.connect().waitUntilRunning(CONNECTOR, 2, SOON);
    }

    private static void status(LiveBlock block) throws Exception {
        assertThat(JSON.readValue(bash(block), ConnectorStatus.class).running(2))
                .isTrue();
    }

    private static void plugins(LiveBlock block) throws Exception {
        assertThat(bash(block)).contains(InvestorFlowSourceConnector.class.getName(), Version.current());
    }

    private static void restart(LiveBlock block) throws Exception {
        assertThat(states(bash(block))).hasSize(3).allMatch("RESTARTING"::equals);
        stack.connect().waitUntilRunning(CONNECTOR, 2, SOON);
    }

    /** Nothing has failed. */
    private static void restartFailed(LiveBlock block) throws Exception {
        assertThat(states(bash(block))).hasSize(3).allMatch("RUNNING"::equals);
    }

    /** Of the connector and its tasks, as the answer to a restart has them. */
    private static List<String> states(String answer) throws IOException {
        return JSON.readTree(answer).findValuesAsText("state");
    }

    private static void change(LiveBlock block) throws Exception {
        Path file = home.resolve(PRODUCTION);
        ObjectNode changed = (ObjectNode) JSON.readTree(file.toFile());
        ((ObjectNode) changed.path("config")).put(ConfigKeys.REQUESTS_PER_SECOND, "3");
        JSON.writeValue(file.toFile(), changed);
        bash(block);
        assertThat(stack.connect().config(CONNECTOR)).containsEntry(ConfigKeys.REQUESTS_PER_SECOND, "3");
        stack.connect().waitUntilRunning(CONNECTOR, 2, SOON);
    }

    /** The block shows what is stored before and after. */
    private static void alterOffsets(LiveBlock block) throws Exception {
        Await.until("offset of each of the eight pairs", SOON, () -> stored() == 8);
        List<Map<String, JsonNode>> stored =
                JSON.readerFor(JsonNode.class).<JsonNode>readValues(bash(block)).readAll().stream()
                        .filter(answer -> answer.has("offsets"))
                        .map(DocumentedCommandsIT::byPair)
                        .toList();
        assertThat(stored).hasSize(2);
        Map<String, JsonNode> expected = new LinkedHashMap<>(stored.get(0));
        assertThat(expected.remove("K2I:F001")).isNotNull();
        expected.put("KSP:0001", JSON.createObjectNode().put("timestamp", 1795578257000L));
        assertThat(stored.get(1)).isEqualTo(expected);
        stack.connect().waitUntilRunning(CONNECTOR, 2, SOON);
    }

    private static Map<String, JsonNode> byPair(JsonNode answer) {
        Map<String, JsonNode> offsets = new LinkedHashMap<>();
        answer.path("offsets")
                .forEach(one -> offsets.put(one.at("/partition/market_sector").asText(), one.path("offset")));
        return offsets;
    }

    private static void forgetOffsets(LiveBlock block) throws Exception {
        stack.connect().stop(CONNECTOR);
        stack.connect().waitUntilStopped(CONNECTOR, SOON);
        bash(block);
        assertThat(stored()).isZero();
    }

    private static int stored() {
        return stack.connect().offsets(CONNECTOR).size();
    }

    /** Only the time that the answer gives as an example is another one. */
    private static void refusedOffset(LiveBlock block) {
        ConnectRestException refusal = catchThrowableOfType(ConnectRestException.class, () -> stack.connect()
                .alterOffsets(
                        CONNECTOR,
                        List.of(new SourceOffset(
                                Map.of("market_sector", "KSP:0001"), Map.of("timestamp", "2026-11-25T04:00:00Z")))));
        assertThat(refusal.status()).isEqualTo(500);
        String quoted = block.block().text().strip().replaceAll("\\s+", " ");
        assertThat(refusal.getMessage().replaceAll("\\d{13}", "")).contains(quoted.replaceAll("\\d{13}", ""));
    }

    /** Runs a block as a script; gives what it printed, and fails when one of its commands does. */
    private static String bash(LiveBlock block) throws IOException, InterruptedException {
        String script = block.block().text();
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            script = script.replace(one.getKey(), one.getValue());
        }
        Path output = WORK.resolve(block + ".out");
        Path errors = WORK.resolve(block + ".err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", script)
                .directory(home.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("CURL_HOME", home.toAbsolutePath().toString());
        Process process = builder.start();
        boolean ended = process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as("%s:%n%s%nprinted: %s%s", block.block(), script, Files.readString(output), Files.readString(errors))
                .isTrue();
        return Files.readString(output);
    }
}
