package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.KisClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A poller's clocks in time that goes on by itself as soon as nothing is left to do: days pass in seconds.
 *
 * <p>It stands while a request is on the real wire; how late the answer comes in virtual time is for the test to say.
 */
final class VirtualClock implements PollClock {
    private static final int WIRE_SECONDS = 30;

    private final VirtualTime time;
    private final VirtualTime.Sleeper sleeper;
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::dueNanos).thenComparingLong(Arrival::number));
    private Supplier<Duration> latency = () -> Duration.ZERO;
    private Supplier<Duration> lateness = () -> Duration.ZERO;
    private Duration longestWait = Duration.ofSeconds(1);
    private Runnable eachTurn = () -> {};
    private volatile Duration wallOffset = Duration.ZERO;
    private long arrived;
    private int onTheWire;
    private int wakeUps;

    private record Arrival(long dueNanos, long number, Object event) {}

    /** Of a poller that is alone in its time. */
    VirtualClock(Instant start) {
        this(new VirtualTime(start));
    }

    /** Of one of several; each has to {@link #begin} on its thread, and to {@link #end}. */
    VirtualClock(VirtualTime time) {
        this.time = time;
        this.sleeper = time.sleeper();
    }

    /** What a clock says that nobody sets: the server's. */
    InstantSource server() {
        return time;
    }

    void sleep(Duration duration) throws InterruptedException {
        sleeper.sleepUntil(time.nanoTime() + duration.toNanos());
    }

    void begin() throws InterruptedException {
        sleeper.begin();
    }

    void end() {
        sleeper.end();
    }

    /** The requests of the poller that runs next; the clock waits for the answers to these only. */
    Requests requests(KisClient client) {
        onTheWire = 0;
        arrivals.clear();
        return new Requests(client) {
            @Override
            <T> void deliver(CompletableFuture<T> answer, Function<T, PollEvent> event) {
                onTheWire++;
                super.deliver(answer, event);
            }
        };
    }

    /** How late each answer comes; not at all, unless a test says so. */
    void answersAfter(Supplier<Duration> answersLatency) {
        latency = answersLatency;
    }

    /**
     * After how long at most the poller looks at the clock; a second, unless nobody will set it. The host's looks less often, but a worker in virtual time
     * takes only when the poller looks.
     */
    void longestWait(Duration longest) {
        longestWait = longest;
    }

    /** How much later than asked for the host wakes the poller. */
    void wakesLate(Supplier<Duration> by) {
        lateness = by;
    }

    /** What else happens, whenever the poller looks for events and whenever time has passed. */
    void eachTurn(Runnable work) {
        eachTurn = work;
    }

    /** How often the poller has looked for events. */
    int wakeUps() {
        return wakeUps;
    }

    /** Somebody sets the host's clock; the monotonic one goes on. */
    void setBack(Duration by) {
        wallOffset = wallOffset.minus(by);
    }

    void advance(Duration by) {
        time.advance(by.toNanos());
    }

    @Override
    public Instant instant() {
        return time.instant().plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E> E poll(BlockingQueue<E> queue, Duration atMost) throws InterruptedException {
        wakeUps++;
        eachTurn.run();
        for (E event = queue.poll(); event != null; event = queue.poll()) {
            if (event instanceof PollEvent.Woken) {
                return event;
            }
            arrive(event);
        }
        while (onTheWire > 0) {
            E event = queue.poll(WIRE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("a request has not been answered for " + WIRE_SECONDS + " s");
            }
            if (event instanceof PollEvent.Woken) {
                return event;
            }
            arrive(event);
        }
        sleepUntil(time.nanoTime() + Math.min(longestWait.toNanos(), atMost.toNanos()));
        eachTurn.run();
        if (!arrivals.isEmpty() && arrivals.peek().dueNanos() <= time.nanoTime()) {
            return (E) arrivals.poll().event();
        }
        return null;
    }

    private void sleepUntil(long nanos) throws InterruptedException {
        long wake = arrivals.isEmpty() ? nanos : Math.min(nanos, arrivals.peek().dueNanos());
        boolean sleeps = wake > time.nanoTime();
        sleeper.sleepUntil(sleeps ? wake + lateness.get().toNanos() : wake);
    }

    private void arrive(Object event) {
        onTheWire--;
        arrivals.add(new Arrival(time.nanoTime() + latency.get().toNanos(), arrived++, event));
    }
}
