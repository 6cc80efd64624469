package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.kisconnect.investorflow.poll.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A worker delivers at least once: each task goes on from the offset that was stored when it read, stores its own when it likes, and is
 * killed or frozen at any moment. One that was frozen wakes up beside its successor, publishes, and may store what is older.
 */
@DisplayName("The reconciliation of tasks that are started again and again, at least once,")
class ReconciliationRestartsPropertyTest extends HandMadeRun {
    private static final int MOST_TASKS = 8;
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final Ticks TICKS = new Ticks(History.INTERVAL);

    private final List<Task> tasks = new ArrayList<>();
    private final List<StoredOffset> offsets = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private Random random;
    private long figure;

    /** A record, its task, and the last tick that the task knew; null for none. */
    private record Made(FlowRecord record, Task by, Instant known) {
        private Instant tick() {
            return record.value().getTickAt();
        }
    }

    /** A task, what it knows as its last tick, and how it fares. */
    private final class Task {
        private final String id = "task." + tasks.size();
        private final Instant from;
        private final Instant polling;
        private Instant last;
        private boolean hasPublished;
        private Instant wakes = Instant.MIN;
        private Instant end = Instant.MAX;

        private Task(Instant from) {
            this.from = from;
            this.polling = from.plusMillis(random.nextInt(700));
            Instant reads = from.plusMillis(
                    random.nextInt((int) Duration.between(from, polling).toMillis() + 1));
            this.last = offsets.stream()
                    .filter(offset -> !offset.storedAt().isAfter(reads))
                    .reduce((a, b) -> b)
                    .map(StoredOffset::tick)
                    .orElse(null);
        }

        /** Asks, when the tick has no record of its own yet, and may store its offset. */
        private void go(Instant now) {
            Instant received = now.plusMillis(5);
            if (now.isBefore(polling) || now.isBefore(wakes) || received.isAfter(end)) {
                return;
            }
            Instant tick = TICKS.current(now);
            if (last == null || tick.isAfter(last)) {
                figure++;
                history.answered(PAIR, id, now, row(figure));
                made.add(new Made(history.published(PAIR, tick, received, row(figure)), this, last));
                last = tick;
                hasPublished = true;
            }
            if (hasPublished && random.nextInt(10) == 0) {
                offsets.add(new StoredOffset(PAIR, last, now.plusMillis(10)));
            }
        }

        private TaskRun run() {
            TaskRun run = TaskRun.of(id, from).startedBy(polling);
            return end.equals(Instant.MAX) ? run : run.killedAt(end);
        }
    }

    static Stream<Long> seeds() {
        return new Random(5).longs(100).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds nothing")
    void good(long seed) {
        make(seed);
        assertThat(report().differences()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds a record that names one before it whose offset was never stored")
    void wrongPrevious(long seed) {
        make(seed);
        Set<Instant> stored = offsets.stream().map(StoredOffset::tick).collect(Collectors.toSet());
        int place = 3 + random.nextInt(made.size() - 3);
        FlowRecord record = made.get(place).record();
        List<Instant> unknown = made.subList(0, place).stream()
                .map(Made::tick)
                .filter(tick -> tick.isBefore(made.get(place).tick()) && !stored.contains(tick))
                .filter(tick -> lastTicks(place).noneMatch(tick::equals))
                .toList();
        assumeThat(unknown).isNotEmpty();
        history.change(record, value -> value.setPreviousTickAt(unknown.get(random.nextInt(unknown.size()))));
        assertThat(report().differences()).anyMatch(one -> one.contains(record.position() + ": previous_tick_at is"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds a record that a task made twice")
    void madeTwice(long seed) {
        make(seed);
        Made first = made.get(random.nextInt(made.size()));
        FlowRecord again = history.insertBehind(first.record());
        made.forEach(this::knows);
        history.change(again, value -> value.setTickAt(first.tick()));
        knows(new Made(again, first.by(), first.known()));
        assertThat(report().differences()).anyMatch(one -> one.contains(again.position() + ": "));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds that an offset which a task went on from was never stored")
    void withoutOffset(long seed) {
        make(seed);
        List<Made> fromOffsets = IntStream.range(1, made.size())
                .filter(i -> made.get(i).known() != null)
                .filter(i -> lastTicks(i).noneMatch(made.get(i).known()::equals))
                .mapToObj(made::get)
                .toList();
        assumeThat(fromOffsets).isNotEmpty();
        Made first = fromOffsets.get(random.nextInt(fromOffsets.size()));
        circumstances = circumstances.stored(offsets.stream()
                .filter(offset -> !offset.tick().equals(first.known()))
                .toList());
        assertThat(report().differences())
                .anyMatch(one -> one.contains(first.record().position() + ": previous_tick_at is"));
    }

    /** What is known without an offset when a record is made: the last tick of its task, and of the topic. */
    private Stream<Instant> lastTicks(int place) {
        List<Made> before = made.subList(0, place);
        Stream<Instant> ofTask = before.stream()
                .filter(one -> one.by().equals(made.get(place).by()))
                .map(Made::tick)
                .reduce((a, b) -> b)
                .stream();
        Stream<Instant> ofTopic = before.stream().map(Made::tick).max(Comparator.naturalOrder()).stream();
        return Stream.concat(ofTask, ofTopic);
    }

    private void make(long seed) {
        random = new Random(seed);
        Instant end = tick(0).plus(TIME);
        Instant now = tick(0);
        start(now);
        while (now.isBefore(end)) {
            now = now.plusMillis(50 + random.nextInt(400));
            Instant moment = now;
            tasks.forEach(task -> task.go(moment));
            if (tasks.size() < MOST_TASKS && random.nextInt(20) == 0) {
                now = replaceLast(now);
            }
        }
        made.forEach(this::knows);
        offsets.sort(Comparator.comparing(StoredOffset::storedAt));
        circumstances = circumstances
                .atLeastOnce()
                .changesOnly()
                .stored(offsets)
                .ran(tasks.stream().map(Task::run).toList());
    }

    /** The last task is killed, or frozen for some seconds: another one takes over. */
    private Instant replaceLast(Instant now) {
        Task last = tasks.get(tasks.size() - 1);
        if (random.nextBoolean()) {
            last.end = now.plusMillis(20);
        } else {
            last.wakes = now.plusMillis(3000 + random.nextInt(3000));
            last.end = last.wakes.plusMillis(random.nextInt(3000));
        }
        Instant then = now.plusMillis(50 + random.nextInt(2500));
        start(then);
        return then;
    }

    private void start(Instant from) {
        tasks.add(new Task(from));
    }

    private void knows(Made one) {
        history.change(one.record(), value -> {
            value.setPreviousTickAt(one.known());
            value.setMissedTicks(
                    one.known() == null
                            ? 0
                            : (int) Duration.between(one.known(), one.tick()).toSeconds() - 1);
            value.setMissedTicksOfDay(value.getMissedTicks() + missedUntil(one.known()));
        });
    }

    /** On the day, up to a tick that has a record; null: up to none. */
    private int missedUntil(Instant known) {
        return made.stream()
                .filter(one -> one.tick().equals(known))
                .map(one -> one.record().value().getMissedTicksOfDay())
                .findFirst()
                .orElse(0);
    }
}
