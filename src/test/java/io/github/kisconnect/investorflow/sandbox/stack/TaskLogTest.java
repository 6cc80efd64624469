package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The workers' logs tell when a connector's tasks stood")
class TaskLogTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("from the stop of one to its next start, on whichever worker")
    void moves() throws IOException {
        Service one = worker("one", "01 Creating a-0", "01 Creating a-1", "05 Stopping a-0", "09 Stopping a-1");
        Service two = worker("two", "06 Creating a-0", "07 Stopping b-0");
        assertThat(TaskLog.stops(List.of(one, two), "a"))
                .containsExactlyInAnyOrder(new TaskLog.Stop(0, at(5), at(6)), new TaskLog.Stop(1, at(9), Instant.MAX));
    }

    @Test
    @DisplayName("but not when a worker stops what another one has started since")
    void zombie() throws IOException {
        Service frozen = worker("frozen", "01 Creating a-0", "08 Stopping a-0");
        Service other = worker("other", "05 Creating a-0");
        assertThat(TaskLog.stops(List.of(frozen, other), "a")).isEmpty();
    }

    @Test
    @DisplayName("and of no other connector, whose name begins or ends like it")
    void others() throws IOException {
        Service one = worker("one", "01 Creating a-1-0", "02 Stopping a-1-0", "03 Creating b-a-0", "04 Stopping b-a-0");
        assertThat(TaskLog.stops(List.of(one), "a")).isEmpty();
        assertThat(TaskLog.stops(List.of(one), "a-1")).hasSize(1);
    }

    /** {@code events}: second, deed, and task. */
    private Service worker(String name, String... events) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        StringBuilder log = new StringBuilder();
        for (String event : events) {
            String[] words = event.split(" ");
            log.append("2026-11-23T01:00:%s.000Z INFO  [x|task-0] [thread-1] Worker - %s task %s\n"
                    .formatted(words[0], words[1], words[2]));
            log.append("2026-11-23T01:00:59.000Z INFO  [x|task-0] [thread-1] Worker - Something else\n");
        }
        JavaCommand command = new JavaCommand(name, directory, List.of(), List.of(), "Main", List.of(), Map.of());
        Files.writeString(command.log(), log);
        return new Service(command, "nowhere", () -> true, Duration.ofSeconds(1));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-11-23T01:00:00Z").plusSeconds(second);
    }
}
