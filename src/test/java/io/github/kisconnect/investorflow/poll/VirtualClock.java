package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Time that goes on by itself as soon as nothing is left to do: days pass in seconds.
 *
 * <p>It stands while a request is on the real wire; how late the answer comes in virtual time is for the test to say.
 */
final class VirtualClock implements PollClock {
    private static final int WIRE_SECONDS = 30;

    private final Instant start;
    private final AtomicLong nanos = new AtomicLong();
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::dueNanos).thenComparingLong(Arrival::number));
    private IntSupplier underWay = () -> 0;
    private Supplier<Duration> latency = () -> Duration.ZERO;
    private Runnable eachTurn = () -> {};
    private volatile Duration wallOffset = Duration.ZERO;
    private long arrived;

    private record Arrival(long dueNanos, long number, Object event) {}

    VirtualClock(Instant start) {
        this.start = start;
    }

    /** How many answers are still to come, and how late each comes. */
    void wire(IntSupplier requestsUnderWay, Supplier<Duration> answersLatency) {
        underWay = requestsUnderWay;
        latency = answersLatency;
    }

    /** What else happens, whenever the poller looks for events and whenever time has passed. */
    void eachTurn(Runnable work) {
        eachTurn = work;
    }

    /** Somebody sets the host's clock; the monotonic one goes on. */
    void setBack(Duration by) {
        wallOffset = wallOffset.minus(by);
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get()).plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E> E poll(BlockingQueue<E> queue, Duration atMost) throws InterruptedException {
        eachTurn.run();
        for (E event = queue.poll(); event != null; event = queue.poll()) {
            arrive(event);
        }
        while (arrivals.size() < underWay.getAsInt()) {
            E event = queue.poll(WIRE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("a request has not been answered for " + WIRE_SECONDS + " s");
            }
            arrive(event);
        }
        long until = nanos.get() + atMost.toNanos();
        if (!arrivals.isEmpty() && arrivals.peek().dueNanos() <= until) {
            Arrival next = arrivals.poll();
            nanos.accumulateAndGet(next.dueNanos(), Math::max);
            return (E) next.event();
        }
        nanos.set(until);
        eachTurn.run();
        return null;
    }

    private void arrive(Object event) {
        arrivals.add(new Arrival(nanos.get() + latency.get().toNanos(), arrived++, event));
    }
}
