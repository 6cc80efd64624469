package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A worker's log tells which tasks of a connector it ran")
class TaskLogTest {
    private static final String STARTED = "WorkerSourceTask{id=a-0} Source task finished initialization and start";

    @Test
    @DisplayName(
            "from start to stop, by the ids that the threads were given that started them, the last ones without an end")
    void runs() {
        assertThat(read(
                        "a",
                        "00 [starter-1] RunIds - The next run is of-the-connector",
                        "01 [starter-1] RunIds - The next run is one",
                        "01 [starter-2] RunIds - The next run is other",
                        "01 [a|task-0] [starter-1] Worker - Creating task a-0",
                        "02 [a|task-1] [starter-2] Worker - Creating task a-1",
                        "03 [a|task-1] [task-thread-a-1] WorkerSourceTask - " + STARTED,
                        "04 [a|task-0] [task-thread-a-0] WorkerSourceTask - " + STARTED,
                        "05 [a|task-0|offsets] [flush-1] WorkerSourceTask - Something else",
                        "07 [a|task-1] [starter-1] Worker - Stopping task a-1",
                        "08 [starter-1] RunIds - The next run is next",
                        "08 [a|task-1] [starter-1] Worker - Creating task a-1"))
                .containsExactly(
                        run("one", 1).startedBy(at(4)),
                        run("other", 2).startedBy(at(3)).endedAt(at(7)),
                        run("next", 8));
    }

    @Test
    @DisplayName("by an id as a worker is given it that starts a task; at other times it is given none")
    void id() {
        try (LogCapture log = LogCapture.begin()) {
            assertThat(resolved()).isEqualTo("none").isEqualTo(resolved());
            String id = startTask();
            assertThat(log.ours(Level.INFO)).singleElement().satisfies(text -> assertThat(read(
                            "a",
                            "01 [starter-1] RunIds - " + text,
                            "01 [a|task-0] [starter-1] Worker - Creating task a-0"))
                    .containsExactly(run(id, 1)));
            assertThat(startTask()).isNotEqualTo(id);
        }
    }

    /** Has the name of the worker's method. */
    private static String startTask() {
        return resolved();
    }

    private static String resolved() {
        return new RunIds().get("", Set.of("id")).data().get("id");
    }

    @Test
    @DisplayName("until they failed, whatever is done with what is left of them")
    void failed() {
        assertThat(read(
                        "a",
                        "01 [starter-1] RunIds - The next run is one",
                        "01 [a|task-0] [starter-1] Worker - Creating task a-0",
                        "04 [a|task-0] [task-thread-a-0] WorkerSourceTask - WorkerSourceTask{id=a-0} Task threw an uncaught and unrecoverable exception. Task is",
                        "08 [a|task-0] [starter-1] Worker - Stopping task a-0"))
                .containsExactly(run("one", 1).endedAt(at(4)));
    }

    @Test
    @DisplayName("and which of them failed while they were being stopped")
    void brokenOff() {
        assertThat(
                        read(
                                "a",
                                "01 [starter-1] RunIds - The next run is one",
                                "01 [a|task-0] [starter-1] Worker - Creating task a-0",
                                "02 [starter-1] RunIds - The next run is other",
                                "02 [a|task-1] [starter-1] Worker - Creating task a-1",
                                "07 [a|task-0] [starter-1] Worker - Stopping task a-0",
                                "07 [a|task-1] [starter-1] Worker - Stopping task a-1",
                                "08 [a|task-0] [task-thread-a-0] WorkerTask - ExactlyOnceWorkerSourceTask{id=a-0} After being scheduled for shutdown, task threw an uncaught exception."))
                .containsExactly(
                        run("one", 1).endedAt(at(7)).asBrokenOff(),
                        run("other", 2).endedAt(at(7)));
    }

    @Test
    @DisplayName("and does not end one that was killed, which is for the killer to do")
    void killed() {
        List<TaskRun> runs = read(
                "a",
                "01 [starter-1] RunIds - The next run is one",
                "01 [a|task-0] [starter-1] Worker - Creating task a-0",
                "08 [starter-1] RunIds - The next run is next",
                "08 [a|task-0] [starter-1] Worker - Creating task a-0");
        assertThat(runs).containsExactly(run("one", 1), run("next", 8));
        assertThat(runs)
                .extracting(run -> run.killedAt(at(5)).killedAt(at(6)))
                .containsExactly(run("one", 1).endedAt(at(5)), run("next", 8));
    }

    @Test
    @DisplayName("and those of no other connector, whose name begins or ends like it")
    void others() {
        String[] lines = {
            "01 [starter-1] RunIds - The next run is one",
            "01 [a-1|task-0] [starter-1] Worker - Creating task a-1-0",
            "03 [starter-1] RunIds - The next run is other",
            "03 [b-a|task-0] [starter-1] Worker - Creating task b-a-0",
            "05 [b-a|task-0] [starter-1] Worker - Stopping task b-a-0"
        };
        assertThat(read("a", lines)).isEmpty();
        assertThat(read("a-1", lines)).containsExactly(run("one", 1));
    }

    /** {@code lines}: second, context if any, thread, class, and what is said. */
    private static List<TaskRun> read(String connector, String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            text.append("2026-11-23T01:00:%s.000Z INFO  %s\n".formatted((Object[]) parts));
            text.append("at some.trace(Of.java:1)\n");
        }
        return TaskLog.runs(text.toString().lines(), connector);
    }

    private static TaskRun run(String id, int from) {
        return TaskRun.of(id, at(from));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-11-23T01:00:00Z").plusSeconds(second);
    }
}
