package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

@DisplayName("Over all tasks, a timetable of pairs with intervals of their own")
class TimetableTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T15:00:00Z");
    /** Each divides the next. */
    private static final List<List<Integer>> CHAINS = List.of(
            List.of(1, 5, 10, 60), List.of(2, 4, 12, 60), List.of(5, 60, 300), List.of(1, 2, 4, 8), List.of(10));

    /** When each slot of a time is, and which of whose it is: a pair's own, or one of a task that no pair owns. */
    private record Slot(long nanos, int task, MarketSector owner) {}

    @Test
    @DisplayName("gives the fastest pairs the first slots of each frame, and the others the earliest that are free")
    void example() {
        Timetable timetable = timetable(List.of(60, 5, 60, 60, 5, 10, 10, 60), 0.8);
        assertThat(timetable.slots()).isEqualTo(4);
        assertThat(IntStream.range(0, 8).mapToObj(timetable::place).map(TimetableTest::text))
                .containsExactly("1.2/12", "0.0/1", "1.3/12", "3.2/12", "0.1/1", "0.2/2", "0.3/2", "3.3/12");
    }

    private static String text(Timetable.Place place) {
        return place.frame() + "." + place.slot() + "/" + place.frames();
    }

    @ParameterizedTest(name = "{0} at {1} a second: fits {2}, from {3} a second on")
    @DisplayName("fits when the pairs need no more slots than there are, and says the least rate for it")
    @CsvSource({
        "'5 5 5 60', 0.8, true, 0.8",
        "'5 5 5 60', 0.7, false, 0.8",
        "'5 5 60 60 60 60 60 60 60 60 60 60 60 60', 0.6, true, 0.6",
        "'5 5 60 60 60 60 60 60 60 60 60 60 60 60 60', 0.6, false, 0.8",
        "'1 1 1', 2.999, false, 3",
        "'3 3', 0.667, true, 0.667",
        "'1', 0.5, false, 1"
    })
    void fits(String seconds, double rate, boolean fits, double least) {
        List<Integer> intervals =
                Arrays.stream(seconds.split(" ")).map(Integer::valueOf).toList();
        Timetable timetable = timetable(intervals, rate);
        assertThat(timetable.load() <= 1).isEqualTo(fits);
        assertThat(timetable.leastRequestsPerSecond()).isEqualTo(least);
        assertThat(timetable(intervals, least).load()).isLessThanOrEqualTo(1);
        assertThat(timetable(intervals, least - 0.002).load()).isGreaterThan(1);
    }

    static Stream<Long> seeds() {
        return new Random(2026).longs(300).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "has no slot with two owners, one slot of each pair in each of its intervals, and no second above the rate")
    void properties(long seed) {
        Random random = new Random(seed);
        List<Integer> chain = CHAINS.get(random.nextInt(CHAINS.size()));
        List<Integer> seconds = IntStream.range(0, 1 + random.nextInt(60))
                .map(pair -> chain.get(random.nextInt(chain.size())))
                .boxed()
                .toList();
        double drawn = (1 + random.nextInt(30)) / 2.0;
        // Where the pairs are too many for it, a full timetable.
        double rate = Math.max(drawn, timetable(seconds, drawn).leastRequestsPerSecond());
        Timetable timetable = timetable(seconds, rate);
        assertThat(timetable.load()).isLessThanOrEqualTo(1);
        int tasks = 1 + random.nextInt(Math.min(5, seconds.size()));
        int longest = chain.get(chain.size() - 1);
        TreeMap<Long, Slot> slots = slots(timetable, tasks, longest);

        assertThat(slots.size())
                .as("every slot has a task")
                .isEqualTo(longest / timetable.frame().toSeconds() * timetable.slots());
        Map<MarketSector, List<Long>> own = new HashMap<>();
        slots.values().stream().filter(slot -> slot.owner() != null).forEach(slot -> own.computeIfAbsent(
                        slot.owner(), key -> new ArrayList<>())
                .add(slot.nanos()));
        for (int number = 0; number < seconds.size(); number++) {
            int every = seconds.get(number);
            assertThat(own.get(pair(number)))
                    .as("intervals of %s with its slot", pair(number))
                    .extracting(nanos -> nanos / (every * 1_000_000_000L))
                    .containsExactlyElementsOf(IntStream.range(0, longest / every)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
        for (long from : slots.keySet()) {
            assertThat((double) slots.subMap(from, from + 1_000_000_000L).size())
                    .isLessThanOrEqualTo(rate + 1);
        }
    }

    /** All slots of a time, which no two tasks have both. */
    private static TreeMap<Long, Slot> slots(Timetable timetable, int tasks, int seconds) {
        TreeMap<Long, Slot> slots = new TreeMap<>();
        for (int task = 0; task < tasks; task++) {
            List<NumberedPair> pairs = IntStream.iterate(
                            task, number -> number < timetable.pairs(), number -> number + tasks)
                    .mapToObj(number -> new NumberedPair(number, pair(number)))
                    .toList();
            PollPlan plan = new PollPlan(pairs, timetable, 16, false);
            SlotGrid grid = new SlotGrid(plan);
            for (long second = 0; second < seconds; second += plan.interval().toSeconds()) {
                grid.begin(MIDNIGHT.plusSeconds(second));
                for (OptionalLong slot = grid.firstFrom(0);
                        slot.isPresent();
                        slot = grid.firstFrom(slot.getAsLong() + 1)) {
                    long nanos = Duration.ofSeconds(second)
                            .plus(grid.offset(slot.getAsLong()))
                            .toNanos();
                    MarketSector owner = grid.owner(slot.getAsLong()).orElse(null);
                    assertThat(slots.put(nanos, new Slot(nanos, task, owner)))
                            .as("slot at %d", nanos)
                            .isNull();
                }
            }
        }
        return slots;
    }

    @Test
    @DisplayName("deals the slots that no pair owns to all tasks, so that each can ask again what failed")
    void free() {
        Timetable timetable = timetable(List.of(5, 5, 60, 60, 60, 60), 2);
        Map<Integer, Long> free = new HashMap<>();
        slots(timetable, 3, 60).values().stream()
                .filter(slot -> slot.owner() == null)
                .forEach(slot -> free.merge(slot.task(), 1L, Long::sum));
        assertThat(free.values()).hasSize(3).allMatch(count -> count >= 30);
    }

    @Test
    @DisplayName("lets a slot of 1 ms be used 10 ms late, and a long one until the next begins")
    void late() {
        SlotGrid fast = grid(timetable(List.of(1, 1, 1), 1000));
        assertThat(fast.firstUsable(Duration.ofMillis(9))).isZero();
        assertThat(fast.firstUsable(Duration.ofMillis(50))).isEqualTo(41);
        assertThat(fast.spacing()).isZero();
        SlotGrid slow = grid(timetable(List.of(1, 1, 1), 15));
        assertThat(slow.firstUsable(Duration.ofMillis(66))).isZero();
        assertThat(slow.firstUsable(Duration.ofMillis(67))).isEqualTo(1);
        assertThat(slow.spacing()).isBetween(Duration.ofMillis(49), Duration.ofMillis(50));
    }

    private static SlotGrid grid(Timetable timetable) {
        List<NumberedPair> pairs = IntStream.range(0, timetable.pairs())
                .mapToObj(number -> new NumberedPair(number, pair(number)))
                .toList();
        SlotGrid grid = new SlotGrid(new PollPlan(pairs, timetable, 16, false));
        grid.begin(MIDNIGHT);
        return grid;
    }

    private static MarketSector pair(int number) {
        return new MarketSector("T", Integer.toString(number));
    }

    private static Timetable timetable(List<Integer> seconds, double rate) {
        return new Timetable(seconds.stream().map(Duration::ofSeconds).toList(), rate);
    }
}
