package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The pace")
class PaceTest {
    private static final int RATE = 15;
    private static final int SLOTS = 150;
    private static final int TICKS = 400;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Quota quota = Clients.quota(RATE, () -> 0);

    /** How many tasks there are, and how often the pace was lowered: at most down to one request a second. */
    static Stream<Arguments> tasksAndSteps() {
        return Stream.of(1, 2, 3, 7, 16)
                .flatMap(tasks -> Stream.of(1, 3, 4, 7, 12, 20, 26).map(steps -> Arguments.of(tasks, steps)));
    }

    @Test
    @DisplayName("uses every slot at the full rate")
    void full() {
        assertThat(new Pace(quota, 0, INTERVAL).isFull()).isTrue();
        for (int tick = 0; tick < TICKS; tick++) {
            assertThat(used(paces(3), tick)).doesNotContain(0);
        }
    }

    @Test
    @DisplayName("is what the connector's quota allows, whichever task has learnt it")
    void shared() {
        new Pace(quota, 0, INTERVAL).answered(true, 0);
        List<Pace> paces = paces(3);
        assertThat(paces.get(1).isFull()).isFalse();
        assertThat(sum(used(paces, 1))).isBetween(133, 137);
    }

    @ParameterizedTest(name = "{0} tasks after {1} steps down")
    @MethodSource("tasksAndSteps")
    @DisplayName("is even over the tasks: no second has more than its share and three")
    void even(int tasks, int steps) {
        lower(steps);
        List<Pace> paces = paces(tasks);
        for (int tick = 0; tick < TICKS; tick++) {
            List<Integer> used = used(paces, tick);
            for (int from = 0; from + RATE <= SLOTS; from++) {
                assertThat((double) sum(used.subList(from, from + RATE)))
                        .as("used in tick %d in the second from slot %d", tick, from)
                        .isLessThanOrEqualTo(quota.requestsPerSecond() + 3);
            }
        }
    }

    @ParameterizedTest(name = "{0} tasks after {1} steps down")
    @MethodSource("tasksAndSteps")
    @DisplayName("gives every task its share of its slots in each tick, and over many ticks of each slot")
    void fair(int tasks, int steps) {
        lower(steps);
        List<Pace> paces = paces(tasks);
        int[] times = new int[SLOTS];
        for (int tick = 0; tick < TICKS; tick++) {
            List<Integer> used = used(paces, tick);
            int[] own = new int[tasks];
            int[] slots = new int[tasks];
            for (int slot = 0; slot < SLOTS; slot++) {
                times[slot] += used.get(slot);
                own[slot % tasks] += used.get(slot);
                slots[slot % tasks]++;
            }
            for (int task = 0; task < tasks; task++) {
                double share = slots[task] * quota.share();
                assertThat((double) own[task])
                        .as("used by task %d in tick %d", task, tick)
                        .isBetween(share - 1, share + 1);
            }
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            assertThat((double) times[slot])
                    .as("times that slot %d was used", slot)
                    .isBetween(TICKS * quota.share() - 4, TICKS * quota.share() + 4);
        }
    }

    private List<Pace> paces(int tasks) {
        return IntStream.range(0, tasks)
                .mapToObj(task -> new Pace(quota, task, INTERVAL))
                .toList();
    }

    /** For each slot of a tick, dealt out to the tasks in turn, 1 if it is used. */
    private static List<Integer> used(List<Pace> paces, int tick) {
        Instant at = Instant.parse("2026-11-23T01:00:00Z").plus(INTERVAL.multipliedBy(tick));
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> paces.get(slot % paces.size()).useSlot(at) ? 1 : 0)
                .toList();
    }

    private static int sum(List<Integer> used) {
        return used.stream().mapToInt(one -> one).sum();
    }

    private void lower(int steps) {
        for (int second = 0; second < steps; second++) {
            // In a second of its own.
            quota.answered(false, Duration.ofSeconds(second).toNanos());
            quota.answered(true, Duration.ofSeconds(second).plusMillis(1).toNanos());
        }
    }
}
