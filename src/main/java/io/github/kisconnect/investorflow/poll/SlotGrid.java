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

    private static final double SPACING = 0.75;

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

    /**
     * The least time between two requests of this task: a part of a slot, so that slots used late do not come in a burst, and yet a host that
     * wakes each time some milliseconds late loses none. The rate holds anyhow, as no slot is used after its end.
     */
    Duration spacing() {
        return Duration.ofNanos((long) (slotNanos * SPACING));
    }

    /** When a slot begins, from the tick on. */
    Duration offset(long slot) {
        return Duration.ofNanos((long) Math.ceil(slot * slotNanos));
    }
}
