package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When each pair of a connector is asked for, over all tasks on all workers: worked out from the configuration alone, so that none needs a word from another.
 *
 * <p>Time is cut into frames, as long as the shortest interval, and a frame into slots of 1 / requests per second. A pair has one slot in each of its
 * intervals: in order of interval, then number, each takes the earliest that is free. So the slots of a frame that have an owner come first; the others are
 * dealt to the pairs by number, and serve retries and whatever else is to be asked for. With one interval for all, pair <i>k</i> has slot <i>k</i>.
 */
public final class Timetable {
    private static final double NANOS = 1e9;
    /** 5 s at 2.8 a second are 14 slots, though the product is a little less. */
    private static final double ROUNDING = 1e-6;

    private static final double THOUSAND = 1000;

    private final List<Duration> intervals;
    private final double requestsPerSecond;
    private final Duration frame;
    private final long slots;
    private final List<Place> places;

    /**
     * Where a pair's slot is.
     *
     * @param frame of its interval, from 0
     * @param frames in its interval
     * @param slot of the frame, from 0; behind the last one where the pairs are too many
     */
    record Place(long frame, long frames, long slot) {
        /** Whether it is in a frame, counted from any begin of the pair's interval. */
        boolean isIn(long number) {
            return Math.floorMod(number - frame, frames) == 0;
        }

        /** How often it comes up before a frame. */
        long before(long number) {
            return number <= frame ? 0 : (number - frame - 1) / frames + 1;
        }
    }

    /**
     * A timetable for some pairs.
     *
     * @param intervals of the pairs, by their numbers; each divides the next longer one
     * @param requestsPerSecond over all of them
     */
    public Timetable(List<Duration> intervals, double requestsPerSecond) {
        this.intervals = List.copyOf(intervals);
        this.requestsPerSecond = requestsPerSecond;
        this.frame = Collections.min(intervals);
        // A slot has its whole width before the next frame; where there is not even one, the frame still has its first.
        this.slots = Math.max(1, slotsGiven());
        this.places = deal();
    }

    private List<Place> deal() {
        Place[] dealt = new Place[intervals.size()];
        List<Place> placed = new ArrayList<>();
        Place next = null;
        for (int number : inOrder()) {
            long frames = intervals.get(number).dividedBy(frame);
            boolean isFirst = next == null || next.frames() != frames;
            Place from = isFirst ? new Place(0, frames, owned(placed, 0)) : next;
            while (from.slot() >= slots && from.frame() < frames - 1) {
                long following = from.frame() + 1;
                from = new Place(following, frames, owned(placed, following));
            }
            dealt[number] = from;
            placed.add(from);
            next = new Place(from.frame(), frames, from.slot() + 1);
        }
        return List.of(dealt);
    }

    private int[] inOrder() {
        return IntStream.range(0, intervals.size())
                .boxed()
                .sorted(Comparator.comparing(intervals::get))
                .mapToInt(number -> number)
                .toArray();
    }

    private static long owned(List<Place> places, long frame) {
        return places.stream().filter(place -> place.isIn(frame)).count();
    }

    /** How many pairs there are, over all tasks. */
    public int pairs() {
        return intervals.size();
    }

    /** From tick to tick of the pair with a number. */
    public Duration interval(int number) {
        return intervals.get(number);
    }

    public double requestsPerSecond() {
        return requestsPerSecond;
    }

    /** The part of the slots that have an owner: above 1 where not every pair has a slot in each of its intervals. */
    public double load() {
        return slotsGiven() == 0 ? Double.POSITIVE_INFINITY : slotsNeeded() / slotsGiven();
    }

    /** The slots that have an owner, of each time as long as the shortest interval, on average. */
    public double slotsNeeded() {
        return places.stream().mapToDouble(place -> 1.0 / place.frames()).sum();
    }

    /** The slots of each such time: as many whole ones as it has at that rate. */
    public long slotsGiven() {
        return (long) Math.floor(frame.toNanos() / slotNanos() + ROUNDING);
    }

    /** The least requests a second at which each pair has a slot in each of its intervals, rounded up to thousandths. */
    public double leastRequestsPerSecond() {
        double exact = Math.ceil(slotsNeeded() - ROUNDING) / (frame.toNanos() / NANOS);
        return Math.ceil(exact * THOUSAND - ROUNDING) / THOUSAND;
    }

    Duration frame() {
        return frame;
    }

    /** The slots of a frame. */
    long slots() {
        return slots;
    }

    double slotNanos() {
        return NANOS / requestsPerSecond;
    }

    Place place(int number) {
        return places.get(number);
    }

    /** How long after the begin of its interval the frame begins in which a pair is due. */
    Duration due(int number) {
        return frame.multipliedBy(places.get(number).frame());
    }

    /** How many slots of a frame have an owner: the first ones. */
    long owned(long frameNumber) {
        return Math.min(slots, owned(places, frameNumber));
    }

    /** How many slots without an owner there are before a frame, from the last begin of the longest interval on. */
    long freeBefore(long frameNumber) {
        long longest = places.stream().mapToLong(Place::frames).max().orElseThrow();
        long number = Math.floorMod(frameNumber, longest);
        long owners = places.stream().mapToLong(place -> place.before(number)).sum();
        return Math.max(0, number * slots - owners);
    }
}
