package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When each pair of a connector is polled, over all tasks on all workers; computed from the configuration alone, so
 * that tasks need not talk to each other.
 *
 * <p>Time is cut into frames as long as the shortest interval, and a frame into slots of 1 / requests per second. A
 * pair has one slot in each of its intervals: in order of interval, then number, each pair takes the earliest free one.
 * So the slots with an owner come first in a frame. The others are dealt to the pairs by number, and serve retries and
 * all other requests. With one interval for all, pair <i>k</i> has slot <i>k</i>.
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
     * @param frame the frame within the pair's interval, from 0
     * @param frames how many frames the interval has
     * @param slot the slot within the frame, from 0; past the last one where there are too many pairs
     */
    record Place(long frame, long frames, long slot) {
        /** Whether it is in a frame; frames are counted from any start of the pair's interval. */
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
     * @param intervals the pairs' intervals, by their numbers; each divides the next longer one
     * @param requestsPerSecond over all of them
     */
    public Timetable(List<Duration> intervals, double requestsPerSecond) {
        this.intervals = List.copyOf(intervals);
        this.requestsPerSecond = requestsPerSecond;
        this.frame = Collections.min(intervals);
        // Only slots that end before the next frame count; a frame too short for even one still has one.
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

    /** The interval of the pair with this number. */
    public Duration interval(int number) {
        return intervals.get(number);
    }

    /** The share of the slots that have an owner; above 1 where not every pair has a slot in each of its intervals. */
    public double load() {
        return slotsGiven() == 0 ? Double.POSITIVE_INFINITY : slotsNeeded() / slotsGiven();
    }

    /** How many slots the pairs need in a frame, on average. */
    public double slotsNeeded() {
        return places.stream().mapToDouble(place -> 1.0 / place.frames()).sum();
    }

    /** How many whole slots a frame has at this rate; may be 0. */
    public long slotsGiven() {
        return (long) Math.floor(frame.toNanos() / slotNanos() + ROUNDING);
    }

    /** The least requests a second that give each pair a slot in each of its intervals, rounded up to thousandths. */
    public double leastRequestsPerSecond() {
        double exact = Math.ceil(slotsNeeded() - ROUNDING) / (frame.toNanos() / NANOS);
        return Math.ceil(exact * THOUSAND - ROUNDING) / THOUSAND;
    }

    Duration frame() {
        return frame;
    }

    /** How many slots a frame has, at least 1. */
    long slots() {
        return slots;
    }

    double slotNanos() {
        return NANOS / requestsPerSecond;
    }

    Place place(int number) {
        return places.get(number);
    }

    /** How long after the start of a pair's interval the frame begins in which the pair is due. */
    Duration due(int number) {
        return frame.multipliedBy(places.get(number).frame());
    }

    /** How many slots of a frame have an owner: the first ones. */
    long owned(long frameNumber) {
        return Math.min(slots, owned(places, frameNumber));
    }

    /** How many slots without an owner precede a frame since the last start of the longest interval. */
    long freeBefore(long frameNumber) {
        long longest = places.stream().mapToLong(Place::frames).max().orElseThrow();
        long number = Math.floorMod(frameNumber, longest);
        long owners = places.stream().mapToLong(place -> place.before(number)).sum();
        return Math.max(0, number * slots - owners);
    }
}
