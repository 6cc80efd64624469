package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The slots of a tick")
class SlotGridTest {

    @Test
    @DisplayName("lie at pair number / requests per second in the first round, and one sweep later in the next")
    void example() {
        SlotGrid grid = grid(1, 3, 10, 4, Duration.ofSeconds(3));
        assertThat(slots(grid)).containsExactly(1L, 4L, 7L, 11L);
        assertThat(grid.offset(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(grid.offset(10)).isEqualTo(Duration.ofMillis(2500));
        assertThat(grid.slotAt(Duration.ofMillis(249))).isZero();
        assertThat(grid.slotAt(Duration.ofMillis(250))).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} pairs at {2} a second every {1} ms")
    @DisplayName("has a slot for the last pair of a sweep that takes exactly the interval")
    @CsvSource({
        "14, 5000, 2.8",
        "7, 5000, 1.4",
        "7, 10000, 0.7",
        "42, 60000, 0.7",
        "61, 5000, 12.2",
        "11, 10000, 1.1",
        "18, 1000, 18",
        "15, 1000, 15",
        "1, 1000, 1"
    })
    void fullSweep(int pairs, long intervalMillis, double rate) {
        assertThat(slots(grid(0, 1, pairs, rate, Duration.ofMillis(intervalMillis))))
                .hasSize(pairs)
                .endsWith((long) pairs - 1);
    }

    static Stream<Long> seeds() {
        return new Random(99).longs(500).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("belong to one task each, keep the rate in any second, and end before the next tick")
    void properties(long seed) {
        Random random = new Random(seed);
        int pairs = 1 + random.nextInt(80);
        int tasks = 1 + random.nextInt(Math.min(8, pairs));
        double rate = random.nextInt(1, 200) / 10.0;
        Duration interval =
                Duration.ofMillis(List.of(1000, 1250, 5000, 7500, 60_000).get(random.nextInt(5)));
        TreeMap<Long, Integer> owners = new TreeMap<>();
        SlotGrid any = null;
        for (int task = 0; task < tasks; task++) {
            SlotGrid grid = grid(task, tasks, pairs, rate, interval);
            any = grid;
            for (long slot : slots(grid)) {
                assertThat(owners.put(slot, task)).as("slot %d", slot).isNull();
                assertThat(slot % pairs % tasks).isEqualTo(task);
            }
        }
        assertThat(owners.keySet()).containsExactlyElementsOf(range(owners.size()));
        boolean fits = pairs / rate <= interval.toMillis() / 1000.0;
        if (fits) {
            assertThat(owners.size()).isGreaterThanOrEqualTo(pairs);
        }
        assertTimes(any, owners.size(), rate, interval);
    }

    private static void assertTimes(SlotGrid grid, int count, double rate, Duration interval) {
        List<Long> offsets = new ArrayList<>();
        for (long slot = 0; slot < count; slot++) {
            Duration offset = grid.offset(slot);
            offsets.add(offset.toNanos());
            assertThat(grid.slotAt(offset)).isBetween(slot - 1, slot);
            assertThat(grid.slotAt(offset.plusNanos(1000))).isEqualTo(slot);
        }
        assertThat(offsets.get(count - 1)).isLessThan(interval.toNanos());
        for (long from : offsets) {
            long within = offsets.stream()
                    .filter(at -> at >= from && at < from + 1_000_000_000L)
                    .count();
            assertThat((double) within).isLessThanOrEqualTo(rate + 1);
        }
        if (count > 1) {
            // Over the tick's end as well: the last slot has its width before the next first one.
            long width = offsets.get(1);
            assertThat(interval.toNanos() - offsets.get(count - 1)).isGreaterThanOrEqualTo(width - 1000);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("are found from any number on: the first of the task that is not before it")
    void firstFrom(long seed) {
        Random random = new Random(seed);
        int pairs = 1 + random.nextInt(30);
        int tasks = 1 + random.nextInt(pairs);
        SlotGrid grid = grid(random.nextInt(tasks), tasks, pairs, 5, Duration.ofSeconds(60));
        List<Long> all = slots(grid);
        for (long from = 0; from < 310; from++) {
            long wanted = from;
            OptionalLong expected = all.stream()
                    .filter(slot -> slot >= wanted)
                    .mapToLong(slot -> slot)
                    .findFirst();
            assertThat(grid.firstFrom(from)).isEqualTo(expected);
        }
    }

    private static List<Long> range(int count) {
        return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
    }

    private static List<Long> slots(SlotGrid grid) {
        List<Long> slots = new ArrayList<>();
        for (OptionalLong slot = grid.firstFrom(0); slot.isPresent(); slot = grid.firstFrom(slot.getAsLong() + 1)) {
            slots.add(slot.getAsLong());
        }
        return slots;
    }

    private static SlotGrid grid(int task, int tasks, int pairs, double rate, Duration interval) {
        List<NumberedPair> own = IntStream.iterate(task, number -> number < pairs, number -> number + tasks)
                .mapToObj(number -> new NumberedPair(number, new MarketSector("T", "" + number)))
                .toList();
        return new SlotGrid(Plans.even(own, pairs, rate, interval, 16, false));
    }
}
