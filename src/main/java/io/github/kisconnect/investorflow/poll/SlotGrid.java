package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The moments within a tick at which this task may send a request.
 *
 * <p>Slot <i>s</i> of the whole connector lies at <i>s</i> / requests per second after the tick. It belongs to the task that has the
 * pair numbered <i>s</i> modulo the number of pairs. So tasks and workers interleave evenly without talking to each other: no
 * slot is ever used by two, whatever is late, failed or retried.
 */
final class SlotGrid {
    private static final double NANOS = 1e9;
    /** 5 s at 2.8 a second are 14 slots, though the division gives a little less. */
    private static final double ROUNDING = 1e-6;

    private final int[] numbers;
    private final int totalPairs;
    private final double slotNanos;
    private final long lastSlot;

    SlotGrid(PollPlan plan) {
        this.numbers = plan.pairs().stream()
                .mapToInt(PollPlan.NumberedPair::number)
                .sorted()
                .toArray();
        this.totalPairs = plan.totalPairs();
        this.slotNanos = NANOS / plan.requestsPerSecond();
        // A slot has its whole width before the next tick; where there is not even one, the tick still has its first.
        double slots = plan.interval().toNanos() / slotNanos;
        this.lastSlot = Math.max(0, (long) Math.floor(slots + ROUNDING) - 1);
    }

    /** The first slot of this task that is not before {@code from}; empty when the tick has none left. */
    OptionalLong firstFrom(long from) {
        long round = Math.floorDiv(from, totalPairs);
        int place = (int) Math.floorMod(from, (long) totalPairs);
        int index = Arrays.binarySearch(numbers, place);
        int at = index < 0 ? -index - 1 : index;
        long slot = at < numbers.length ? round * totalPairs + numbers[at] : (round + 1) * totalPairs + numbers[0];
        return slot <= lastSlot ? OptionalLong.of(slot) : OptionalLong.empty();
    }

    /** The slot that an offset from the tick falls into. A slot may be used late, until the next one begins. */
    long slotAt(Duration sinceTick) {
        return (long) Math.floor(sinceTick.toNanos() / slotNanos);
    }

    /** From one slot to the next. */
    Duration width() {
        return Duration.ofNanos((long) Math.floor(slotNanos));
    }

    /** When a slot begins, from the tick on. */
    Duration offset(long slot) {
        return Duration.ofNanos((long) Math.ceil(slot * slotNanos));
    }
}
