package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.sandbox.stack.ChildProcess;
import io.github.kisconnect.investorflow.sandbox.stack.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running {@link SimulatorMain}. */
final class SimulatorProcess implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final ChildProcess process;
    private final String url;
    private final URI counts;

    private SimulatorProcess(ChildProcess process, String url, URI counts) {
        this.process = process;
        this.url = url;
        this.counts = counts;
    }

    /**
     * Starts one, which answers when this returns.
     *
     * @param quota requests in any second; 0 when not enforced
     * @param pairs of how many there are figures
     */
    static SimulatorProcess start(int quota, Duration roundTrip, int pairs) {
        List<String> arguments =
                List.of(Integer.toString(quota), Long.toString(roundTrip.toMillis()), Integer.toString(pairs));
        JavaCommand command = JavaCommand.ofThisBuild(
                "simulator",
                Path.of("target", "bench", "simulator"),
                List.of("-XX:TieredStopAtLevel=4"),
                SimulatorMain.class,
                arguments);
        try {
            Files.deleteIfExists(command.log());
            ChildProcess process = command.start();
            process.awaitReady(() -> address(command.log()).isPresent(), TO_START);
            String[] address = address(command.log()).orElseThrow().split(" ");
            return new SimulatorProcess(process, address[1], URI.create("http://127.0.0.1:" + address[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> address(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(SimulatorMain.READY))
                .findFirst();
    }

    /** The API's base URL. */
    String url() {
        return url;
    }

    SimulatorMain.Counts counts() {
        try (InputStream answer = counts.toURL().openStream()) {
            return JSON.readValue(answer, SimulatorMain.Counts.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not tell its counts", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
