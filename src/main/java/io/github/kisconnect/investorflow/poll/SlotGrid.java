package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The moments within a tick at which this task may send a request: its own slots of the {@link Timetable}.
 *
 * <p>A tick is as long as the shortest interval of the task's pairs, and has one frame or several. No two tasks ever
 * use the same slot, whatever is late, failed or retried. Slots are numbered from the tick on, across its frames.
 */
final class SlotGrid {
    private static final double SPACING = 0.75;
    /** A slot may always be used this late: otherwise any pause of the host would lose a short one. */
    private static final Duration LATE = Duration.ofMillis(10);

    private final List<NumberedPair> pairs;
    private final int[] numbers;
    private final Timetable timetable;
    private final Ticks frames;
    private final long framesPerTick;
    private Instant tick;
    private long firstFrame;
    private Frame current;
    private long next;

    /** A frame of the timetable: this task's pairs by the slots they own, and how many slots any task's pairs own. */
    private record Frame(long number, TreeMap<Long, MarketSector> owners, long owned, long freeBefore) {}

    SlotGrid(PollPlan plan) {
        this.pairs = plan.pairs();
        this.numbers = pairs.stream().mapToInt(NumberedPair::number).sorted().toArray();
        this.timetable = plan.timetable();
        this.frames = new Ticks(timetable.frame());
        this.framesPerTick = plan.interval().dividedBy(timetable.frame());
        begin(Instant.EPOCH);
    }

    /** Starts a tick with all its slots unused. */
    void begin(Instant newTick) {
        tick = newTick;
        firstFrame = frames.number(tick);
        current = frame(0);
        next = 0;
    }

    /** This task's next slot for a pair whose turn comes, or came, at an instant; empty when the tick has none left. */
    OptionalLong next(Instant now, Instant turn) {
        long due = turn.isAfter(tick) ? slotAt(Duration.between(tick, turn)) : 0;
        return firstFrom(Math.max(next, Math.max(due, firstUsable(Duration.between(tick, now)))));
    }

    /** A slot is used or skipped; the ones before it are over, too. */
    void over(long slot) {
        next = slot + 1;
    }

    /** When a slot may first be used for a pair with that turn. */
    Instant begins(long slot, Instant turn) {
        Instant begins = tick.plus(offset(slot));
        return turn.isAfter(begins) ? turn : begins;
    }

    private Frame frame(long number) {
        long at = firstFrame + number;
        Map<Long, MarketSector> owners = pairs.stream()
                .filter(pair -> timetable.place(pair.number()).isIn(at))
                .collect(Collectors.toMap(pair -> timetable.place(pair.number()).slot(), NumberedPair::pair));
        return new Frame(number, new TreeMap<>(owners), timetable.owned(at), timetable.freeBefore(at));
    }

    private Frame frameOf(long slot) {
        long number = slot / timetable.slots();
        if (current.number() != number) {
            current = frame(number);
        }
        return current;
    }

    /** The first slot of this task that is not before {@code from}; empty when the tick has none left. */
    OptionalLong firstFrom(long from) {
        for (long number = from / timetable.slots(); number < framesPerTick; number++) {
            long first = number * timetable.slots();
            long slot = firstOf(frameOf(first), Math.max(0, from - first));
            if (slot < timetable.slots()) {
                return OptionalLong.of(first + slot);
            }
        }
        return OptionalLong.empty();
    }

    private long firstOf(Frame frame, long from) {
        Long owned = frame.owners().ceilingKey(from);
        if (owned != null && owned < frame.owned()) {
            return owned;
        }
        // Slots without an owner are dealt out in turn, counted from the last start of the longest interval.
        long free = frame.freeBefore() + Math.max(from, frame.owned()) - frame.owned();
        return dealt(free) - frame.freeBefore() + frame.owned();
    }

    /** The first slot without an owner, numbered {@code from} or later, that is dealt to this task. */
    private long dealt(long from) {
        long round = Math.floorDiv(from, timetable.pairs());
        int place = (int) Math.floorMod(from, (long) timetable.pairs());
        int index = Arrays.binarySearch(numbers, place);
        int at = index < 0 ? -index - 1 : index;
        return at < numbers.length
                ? round * timetable.pairs() + numbers[at]
                : (round + 1) * timetable.pairs() + numbers[0];
    }

    /** The pair that owns a slot of this task; empty when none does. */
    Optional<MarketSector> owner(long slot) {
        Frame frame = frameOf(slot);
        return Optional.ofNullable(frame.owners().get(slot % timetable.slots()));
    }

    /** The first slot that may still be used this long after the tick. */
    long firstUsable(Duration sinceTick) {
        long late = Math.max((long) timetable.slotNanos(), LATE.toNanos());
        long nanos = sinceTick.toNanos() - late;
        if (nanos < 0) {
            return 0;
        }
        return slotAt(Duration.ofNanos(nanos)) + 1;
    }

    /** The slot at an offset from the tick; the rest of a frame after its last slot belongs to that slot. */
    long slotAt(Duration sinceTick) {
        long frameNanos = timetable.frame().toNanos();
        long inFrame = (long) Math.floor(sinceTick.toNanos() % frameNanos / timetable.slotNanos());
        return sinceTick.toNanos() / frameNanos * timetable.slots() + Math.min(inFrame, timetable.slots() - 1);
    }

    /**
     * The least time between two requests of this task: a part of a slot, so that slots used late cause no burst, yet a
     * host that always wakes some milliseconds late loses none. Zero for short slots: the rate holds anyway, because no
     * slot is used more than ten milliseconds late.
     */
    Duration spacing() {
        double slotNanos = timetable.slotNanos();
        return slotNanos < LATE.toNanos() ? Duration.ZERO : Duration.ofNanos((long) (slotNanos * SPACING));
    }

    /** When a slot begins, as an offset from the tick. */
    Duration offset(long slot) {
        Duration inFrame = Duration.ofNanos((long) Math.ceil(slot % timetable.slots() * timetable.slotNanos()));
        return timetable.frame().multipliedBy(slot / timetable.slots()).plus(inFrame);
    }
}
