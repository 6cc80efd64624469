package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A worker's log tells which tasks of a connector it ran")
class TaskLogTest {
    private static final String KEY = "key";
    private static final MarketSector KOSPI = new MarketSector("KSP", "0001");
    private static final MarketSector KOSDAQ = new MarketSector("KSQ", "1001");

    @Test
    @DisplayName("from start to stop, with their pairs, the last ones without an end")
    void runs() {
        assertThat(read(
                        "a",
                        "01 a|task-0 Worker - Creating task a-0",
                        "01 a|task-1 Worker - Creating task a-1",
                        "02 a|task-0 StartedTask - Polling 1 of 2 pairs every PT1S: KSP:0001",
                        "02 a|task-1 StartedTask - Polling 2 of 2 pairs every PT1S: KSP:0001, KSQ:1001",
                        "05 a|task-0|offsets WorkerSourceTask - Something else",
                        "07 a|task-1 Worker - Stopping task a-1"))
                .containsExactlyInAnyOrder(run(1, 60, KOSPI), run(1, 7, KOSPI, KOSDAQ));
    }

    @Test
    @DisplayName("and none of them stays when the connector comes to have fewer")
    void shrinking() {
        assertThat(read(
                        "a",
                        "01 a|task-0 Worker - Creating task a-0",
                        "01 a|task-1 Worker - Creating task a-1",
                        "02 a|task-0 StartedTask - Polling 1 of 2 pairs every PT1S: KSP:0001",
                        "02 a|task-1 StartedTask - Polling 1 of 2 pairs every PT1S: KSQ:1001",
                        "07 a|task-0 Worker - Stopping task a-0",
                        "07 a|task-1 Worker - Stopping task a-1",
                        "08 a|task-0 Worker - Creating task a-0",
                        "09 a|task-0 StartedTask - Polling 2 of 2 pairs every PT1S: KSQ:1001, KSP:0001"))
                .containsExactlyInAnyOrder(run(1, 7, KOSPI), run(1, 7, KOSDAQ), run(8, 60, KOSPI, KOSDAQ));
    }

    @Test
    @DisplayName("until they failed, whatever is done with what is left of them")
    void failed() {
        assertThat(read(
                        "a",
                        "01 a|task-0 Worker - Creating task a-0",
                        "02 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
                        "04 a|task-0 WorkerSourceTask - WorkerSourceTask{id=a-0} Task threw an uncaught and unrecoverable exception. Task is",
                        "08 a|task-0 Worker - Stopping task a-0"))
                .containsExactly(run(1, 4, KOSPI));
    }

    @Test
    @DisplayName("and which of them failed while they were being stopped")
    void brokenOff() {
        assertThat(
                        read(
                                "a",
                                "01 a|task-0 Worker - Creating task a-0",
                                "01 a|task-1 Worker - Creating task a-1",
                                "02 a|task-0 StartedTask - Polling 1 of 2 pairs every PT1S: KSP:0001",
                                "02 a|task-1 StartedTask - Polling 1 of 2 pairs every PT1S: KSQ:1001",
                                "07 a|task-0 Worker - Stopping task a-0",
                                "07 a|task-1 Worker - Stopping task a-1",
                                "08 a|task-0 WorkerTask - ExactlyOnceWorkerSourceTask{id=a-0} After being scheduled for shutdown, task threw an uncaught exception."))
                .containsExactlyInAnyOrder(run(1, 7, KOSPI).asBrokenOff(), run(1, 7, KOSDAQ));
    }

    @Test
    @DisplayName(
            "and how long each asked on beside its successor, but not for one that was killed before it could tell")
    void asked() {
        assertThat(read(
                        "a",
                        "01 a|task-0 Worker - Creating task a-0",
                        "02 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
                        "05 a|task-0 Worker - Stopping task a-0",
                        "06 a|task-0 Worker - Creating task a-0",
                        "07 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
                        "08 a|task-0 StartedTask - Polling has ended",
                        "10 a|task-0 Worker - Stopping task a-0",
                        "20 worker AbstractConnectCli - Kafka Connect worker initializing ...",
                        "30 a|task-0 Worker - Creating task a-0",
                        "31 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
                        "40 a|task-0 Worker - Stopping task a-0",
                        "41 a|task-0 StartedTask - Polling has ended"))
                .containsExactly(
                        run(1, 5, KOSPI).askedUntil(at(8)),
                        run(6, 10, KOSPI),
                        run(30, 40, KOSPI).askedUntil(at(41)));
    }

    @Test
    @DisplayName("and does not end one that was killed, which is for the killer to do")
    void killed() {
        List<TaskRun> runs = read(
                "a",
                "01 a|task-0 Worker - Creating task a-0",
                "02 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
                "08 a|task-0 Worker - Creating task a-0",
                "09 a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001");
        assertThat(runs).containsExactly(run(1, 60, KOSPI), run(8, 60, KOSPI));
        assertThat(runs)
                .extracting(run -> run.killedAt(at(5)))
                .containsExactly(new TaskRun(KEY, Set.of(KOSPI), at(1), at(2), at(5), at(5), false), run(8, 60, KOSPI));
    }

    @Test
    @DisplayName("and those of no other connector, whose name begins or ends like it, and none that never polled")
    void others() {
        String[] lines = {
            "01 a-1|task-0 Worker - Creating task a-1-0",
            "02 a-1|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
            "03 b-a|task-0 Worker - Creating task b-a-0",
            "04 b-a|task-0 StartedTask - Polling 1 of 1 pairs every PT1S: KSP:0001",
            "05 c|task-0 Worker - Creating task c-0",
            "06 c|task-0 Worker - Stopping task c-0"
        };
        assertThat(read("a", lines)).isEmpty();
        assertThat(read("c", lines)).isEmpty();
        assertThat(read("a-1", lines)).containsExactly(run(1, 60, KOSPI));
    }

    /** {@code lines}: second, context, and what is said. */
    private List<TaskRun> read(String connector, String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            text.append("2026-11-23T01:00:%s.000Z INFO  [%s] [thread-1] %s\n".formatted((Object[]) parts));
            text.append("at some.trace(Of.java:1)\n");
        }
        return TaskLog.runs(text.toString().lines(), connector, KEY);
    }

    /** One that polled a second after it was started; {@code to}: 60 for one that has no end. */
    private static TaskRun run(int from, int to, MarketSector... pairs) {
        TaskRun run = TaskRun.of(KEY, Set.of(pairs), at(from), at(from + 1));
        return to == 60 ? run : run.endedAt(at(to));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-11-23T01:00:00Z").plusSeconds(second);
    }
}
