package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a reconciliation has to know of the run that it judges.
 *
 * @param interval from tick to tick; ticks count from 00:00 KST
 * @param sessions in which of them figures were wanted
 * @param until only answers before it are judged, and only ticks that were over by then are accounted for; what comes later only helps.
 *     {@link Instant#MAX} where polling has ended
 * @param exactlyOnce whether the workers had it enabled; elsewhere records may be there again around a disturbance that repeats
 * @param disturbances what was done meanwhile
 */
public record Circumstances(
        Duration interval,
        TradingSessions sessions,
        Instant until,
        boolean exactlyOnce,
        List<Disturbance> disturbances) {

    public Circumstances {
        disturbances = List.copyOf(disturbances);
    }

    /** Of a connector with {@code session.gate=always} that has stopped, and that nothing was done to before. */
    public static Circumstances undisturbed(Duration interval) {
        return new Circumstances(interval, TradingSessions.always(), Instant.MAX, true, List.of());
    }

    /** The same with these disturbances. */
    public Circumstances disturbed(List<Disturbance> by) {
        return new Circumstances(interval, sessions, until, exactlyOnce, by);
    }

    /** The same, judged up to an instant. */
    public Circumstances until(Instant instant) {
        return new Circumstances(interval, sessions, instant, exactlyOnce, disturbances);
    }

    /** The same on workers that deliver at least once. */
    public Circumstances atLeastOnce() {
        return new Circumstances(interval, sessions, until, false, disturbances);
    }

    boolean mayRepeat(Instant received) {
        return !exactlyOnce && disturbances.stream().anyMatch(one -> one.mayRepeat(received));
    }

    /** {@code next}, {@code published}: when the pair's next answer, and the next one in the topic, were given; null for none. */
    boolean mayCutOff(Instant answered, Instant next, Instant published) {
        return disturbances.stream().anyMatch(one -> one.mayCutOff(answered, next, published));
    }

    boolean disturbedBetween(Instant begin, Instant end) {
        return disturbances.stream().anyMatch(one -> one.overlaps(begin, end));
    }
}
