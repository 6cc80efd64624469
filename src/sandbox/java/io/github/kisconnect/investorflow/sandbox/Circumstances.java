package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a reconciliation has to know of the run that it judges.
 *
 * @param interval from tick to tick; ticks count from 00:00 KST
 * @param overrides other intervals, of some pairs
 * @param sessions in which of them figures were wanted
 * @param until only answers before it are judged, and only ticks that were over by then are accounted for; what comes later only helps.
 *     {@link Instant#MAX} where polling has ended
 * @param maxSilence after so long a record says again what the one before it on the same date says; zero: never
 * @param exactlyOnce whether the workers had it enabled; elsewhere a task may repeat what came after the offset that it found
 * @param runs of the connector's tasks
 * @param offsets that were stored for its pairs, in their order
 * @param disturbances what was done meanwhile
 */
public record Circumstances(
        Duration interval,
        Map<MarketSector, Duration> overrides,
        TradingSessions sessions,
        Instant until,
        Duration maxSilence,
        boolean exactlyOnce,
        List<TaskRun> runs,
        List<StoredOffset> offsets,
        List<Disturbance> disturbances) {

    /** The default of {@code emit.max.silence.ms}. */
    private static final Duration USUAL_SILENCE = Duration.ofMinutes(5);

    public Circumstances {
        overrides = Map.copyOf(overrides);
        runs = List.copyOf(runs);
        offsets = List.copyOf(offsets);
        disturbances = List.copyOf(disturbances);
    }

    /** Of a connector with {@code session.gate=always} that has stopped, and that nothing was done to before. */
    public static Circumstances undisturbed(Duration interval) {
        return new Circumstances(
                interval,
                Map.of(),
                TradingSessions.always(),
                Instant.MAX,
                USUAL_SILENCE,
                true,
                List.of(TaskRun.ENDLESS),
                List.of(),
                List.of());
    }

    /** The same with other intervals for some pairs. */
    public Circumstances overridden(Map<MarketSector, Duration> by) {
        return new Circumstances(interval, by, sessions, until, maxSilence, exactlyOnce, runs, offsets, disturbances);
    }

    /** The same as a pair sees it: with its own interval, and the runs that have asked for its answers. */
    Circumstances of(MarketSector pair, List<LedgerEntry> answers) {
        return new Circumstances(
                overrides.getOrDefault(pair, interval),
                Map.of(),
                sessions,
                until,
                maxSilence,
                exactlyOnce,
                runs.stream()
                        .filter(run -> answers.stream().anyMatch(run::askedFor))
                        .toList(),
                offsets,
                disturbances);
    }

    /** The same with a session. */
    public Circumstances inSession(TradingSessions by) {
        return new Circumstances(interval, overrides, by, until, maxSilence, exactlyOnce, runs, offsets, disturbances);
    }

    /** The same with these tasks. */
    public Circumstances ran(List<TaskRun> by) {
        return new Circumstances(
                interval, overrides, sessions, until, maxSilence, exactlyOnce, by, offsets, disturbances);
    }

    /** The same with these offsets. */
    public Circumstances stored(List<StoredOffset> by) {
        return new Circumstances(interval, overrides, sessions, until, maxSilence, exactlyOnce, runs, by, disturbances);
    }

    /** The same with these disturbances. */
    public Circumstances disturbed(List<Disturbance> by) {
        return new Circumstances(interval, overrides, sessions, until, maxSilence, exactlyOnce, runs, offsets, by);
    }

    /** The same, judged up to an instant. */
    public Circumstances until(Instant instant) {
        return new Circumstances(
                interval, overrides, sessions, instant, maxSilence, exactlyOnce, runs, offsets, disturbances);
    }

    /** The same on workers that deliver at least once. */
    public Circumstances atLeastOnce() {
        return new Circumstances(interval, overrides, sessions, until, maxSilence, false, runs, offsets, disturbances);
    }

    /** The same of a connector with {@code emit.mode=changes} and {@code emit.max.silence.ms=0}. */
    public Circumstances changesOnly() {
        return repeatingAfter(Duration.ZERO);
    }

    /** The same with another {@code emit.max.silence.ms}. */
    public Circumstances repeatingAfter(Duration silence) {
        return new Circumstances(
                interval, overrides, sessions, until, silence, exactlyOnce, runs, offsets, disturbances);
    }

    /** Whether a row that was published in one tick is to be published again at an instant, though it has not changed. */
    boolean isSilentFor(Instant tick, Instant answered) {
        return !maxSilence.isZero() && !answered.isBefore(tick.plus(maxSilence).plus(interval));
    }

    /** The run that asked for an answer; null where none of them did. */
    TaskRun askerOf(LedgerEntry answer) {
        return runs.stream().filter(run -> run.askedFor(answer)).findFirst().orElse(null);
    }

    /** Whether a task was started between two instants. */
    boolean startedBetween(Instant begin, Instant end) {
        return runs.stream()
                .anyMatch(run -> run.from().isAfter(begin) && !run.from().isAfter(end));
    }

    /** Whether connections were cut when an answer was given. */
    boolean mayCutOff(Instant answered) {
        return disturbances.stream().anyMatch(one -> one.mayCutOff(answered));
    }

    /** Whether a run was kept from asking, at some time between two instants. */
    boolean stoodStill(TaskRun run, Instant begin, Instant end) {
        return disturbances.stream().anyMatch(one -> one.standsStill(begin, end) && run.isOn(one.worker()));
    }

    /** What a run may have found stored for a pair when it was started: what was the latest then, or came until it polled. */
    List<StoredOffset> mayHaveFound(TaskRun run, MarketSector pair) {
        List<StoredOffset> found = new ArrayList<>(List.of(StoredOffset.none(pair)));
        for (StoredOffset offset : offsets) {
            if (offset.pair().equals(pair) && !offset.storedAt().isAfter(run.polling())) {
                if (offset.storedAt().isBefore(run.from())) {
                    found.clear();
                }
                found.add(offset);
            }
        }
        return found;
    }

    /** How often a record may have been written once more by a producer that did not hear that the broker had it. */
    long retries(FlowRecord record) {
        return exactlyOnce
                ? 0
                : disturbances.stream()
                        .filter(one -> one.mayRetry(record, this))
                        .count();
    }
}
