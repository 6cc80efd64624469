package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls each pair of a task once in every tick, in the task's slots, and hands over what becomes a record.
 *
 * <p>All work happens on the one thread that calls {@link #run}; answers reach it as events.
 */
public final class Poller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final PollPlan plan;
    private final Ticks ticks;
    private final List<Rhythm> rhythms;
    private final SessionWatch session;
    private final Errands errands;
    private final DayWatch days;
    private final SlotGrid grid;
    private final Sweep sweep;
    private final Pace pace;
    private final Requests requests;
    private final Answers answers;
    private final PollMeters meters;
    private final Map<MarketSector, Instant> lastPolled;
    private final PollClock clock;
    private final BooleanSupplier isLatest;
    /** The current tick of the fastest rhythm. */
    private Instant tick = Instant.EPOCH;

    private boolean wholeTick;
    private volatile Throwable crash;
    private volatile boolean stopped;

    /**
     * Creates a poller that has not started.
     *
     * @param sessions when pairs are polled
     * @param requests of this poller alone
     * @param quota shared with the connector's other tasks in this worker
     * @param answers takes the answers
     * @param meters counts the requests
     * @param lastPolled the tick of each pair's last record, where it has one; no tick up to it is polled again
     * @param isLatest false once a later start of the task polls the same pairs; checked before each request
     */
    public Poller(
            PollPlan plan,
            TradingSessions sessions,
            Requests requests,
            Quota quota,
            Answers answers,
            PollMeters meters,
            Map<MarketSector, Instant> lastPolled,
            PollClock clock,
            BooleanSupplier isLatest) {
        this.plan = plan;
        this.ticks = new Ticks(plan.interval());
        this.rhythms = Rhythm.of(plan);
        this.session = new SessionWatch(sessions, requests::renewToken, requests::prepareToken);
        this.errands = new Errands(new HolidayWatch(plan, requests.holidays(), clock));
        this.days = new DayWatch(answers.emission());
        this.grid = new SlotGrid(plan);
        this.sweep = new Sweep(plan.intervals());
        this.requests = requests;
        this.answers = answers;
        this.meters = meters;
        this.lastPolled = new HashMap<>(lastPolled);
        this.clock = clock;
        this.isLatest = isLatest;
        this.pace = new Pace(quota, plan.pairs().get(0).number(), plan.interval());
        answers.whenTakenAgain(requests::wake);
    }

    /** Why polling has ended for good, if it has: the worker must fail the task with it. */
    public Optional<PollFailure> failure() {
        return answers.failure();
    }

    /** The error of our own that ended polling, if one did. */
    public Optional<Throwable> crash() {
        return Optional.ofNullable(crash);
    }

    /** Polls until {@link #stop}, or until something happens that only a person can fix. */
    @Override
    public void run() {
        try {
            while (!stopped && isLatest.getAsBoolean() && answers.failure().isEmpty()) {
                PollEvent event = clock.poll(requests.events(), session.atMost(beforeNextSlot()));
                if (event != null) {
                    on(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            crash = e;
        }
    }

    /** Makes {@link #run} end soon; for any thread. */
    public void stop() {
        stopped = true;
        requests.wake();
    }

    /** Sends what is due, and returns how long to wait until something else may be. */
    private Duration beforeNextSlot() {
        Instant now = clock.instant();
        HandOver.State state = answers.state();
        session.lookAhead(now, state == HandOver.State.PAUSED);
        advance(now, state);
        if (state != HandOver.State.PAUSED) {
            answers.wanted();
        }
        if (!sweep.isEmpty() && !days.isOpen(tick)) {
            // What any task of the worker learns about the day applies to the rest of the tick.
            sweep.keepOnly(days.asked(rhythms));
        }
        Duration sinceTick = Duration.between(tick, now);
        if (sinceTick.isNegative()) {
            // The clock was set back by less than an interval: it soon catches up.
            return sinceTick.negated();
        }
        wholeTick &= !answers.unanswered().isOutage();
        Optional<Instant> turn = nextTurn(now, state);
        OptionalLong slot = turn.isEmpty() ? OptionalLong.empty() : grid.next(now, turn.get());
        if (slot.isEmpty()) {
            return Duration.between(now, ticks.next(tick));
        }
        Duration begins = Duration.between(now, grid.begins(slot.getAsLong(), turn.get()));
        Duration wait = Collections.max(List.of(begins, pace.beforeNextSend(grid.spacing(), clock.nanoTime())));
        if (wait.compareTo(Duration.ZERO) > 0) {
            return wait;
        }
        grid.over(slot.getAsLong());
        useSlot(now, slot.getAsLong());
        return Duration.ZERO;
    }

    /** When a pair's turn comes or came, whatever the slots; empty: not before an event or the end of the tick. */
    private Optional<Instant> nextTurn(Instant now, HandOver.State state) {
        if (state != HandOver.State.OPEN || requests.isAuthorizing() || sweep.inFlight() >= plan.maxInFlight()) {
            return Optional.empty();
        }
        return sweep.nextTurn(now).flatMap(turn -> answers.unanswered().mayAsk(turn, now, sweep.inFlight()));
    }

    private void advance(Instant now, HandOver.State state) {
        Instant current = ticks.current(now);
        boolean setBack = current.isBefore(tick.minus(ticks.interval()));
        if (setBack) {
            LOG.warn("The clock was set back from {} to {}; polling continues with the new time", tick, current);
            rhythms.forEach(rhythm -> rhythm.forgetAhead(lastPolled, now));
        } else if (!current.isAfter(tick)) {
            return;
        }
        tick = current;
        grid.begin(tick);
        boolean inSession = session.begin(tick);
        days.begin(tick, inSession);
        rhythms.forEach(rhythm -> rhythm.used(wholeTick));
        List<Rhythm> beginning =
                rhythms.stream().filter(rhythm -> rhythm.begin(tick)).toList();
        Rhythm slowest = rhythms.get(rhythms.size() - 1);
        boolean isRound = beginning.contains(slowest);
        if (isRound) {
            answers.begin();
        }
        for (Rhythm rhythm : beginning) {
            List<MarketSector> leftOut = begin(rhythm);
            if (!setBack) {
                explain(leftOut, rhythm.wasWhole() && pace.isFull(), state);
            }
        }
        if (isRound) {
            answers.dueInRound(sweep.due(slowest.tick(), slowest.next()));
        }
        answers.due(sweep.due(tick, ticks.next(tick)));
        boolean usable = inSession && pace.hasEverSent() && state == HandOver.State.OPEN;
        if (usable) {
            session.renewToken(tick);
        }
        wholeTick = usable && requests.hasToken() && pace.isFull();
    }

    /** Reports pairs that got no slot, unless the worker paused the task or the tick could not be used in full. */
    private void explain(List<MarketSector> leftOut, boolean wasWhole, HandOver.State state) {
        boolean full = state == HandOver.State.FULL;
        if (full || state == HandOver.State.OPEN && wasWhole) {
            answers.unanswered().leftOut(leftOut, full);
        }
    }

    /** Starts a rhythm's tick, and returns the pairs that were left out in the one before. */
    private List<MarketSector> begin(Rhythm rhythm) {
        Instant own = rhythm.tick();
        boolean inSession = session.isOpen(own);
        List<MarketSector> expected = rhythm.notPolled(lastPolled);
        List<MarketSector> asked = inSession ? days.asked(rhythm, expected) : expected;
        answers.begin(rhythm, asked, inSession, sweep::isInFlight);
        return sweep.begin(
                rhythm.pairs(),
                asked.stream()
                        .filter(pair -> inSession && answers.isDue(pair, own))
                        .map(rhythm::turn)
                        .toList());
    }

    private void useSlot(Instant now, long slot) {
        sweep.next(now, grid.owner(slot)).ifPresent(pair -> {
            session.renewToken(now);
            if (!requests.hasToken()) {
                requests.authorize();
                return;
            }
            Optional<Errand> errand = errands.due(tick);
            if (errand.isEmpty() && errands.isAwaited(tick)) {
                wholeTick = false;
            } else if (pace.useSlot(tick)) {
                errand.ifPresentOrElse(this::send, () -> send(pair));
            }
        });
    }

    private void send(MarketSector pair) {
        if (sweep.sent(pair) > 1) {
            meters.count(Metric.RETRIES, 1);
        }
        answers.unanswered().asked();
        meters.inFlight(sweep.inFlight());
        pace.sent(clock.nanoTime());
        requests.fetch(pair, sweep.tick(pair).orElseThrow());
    }

    private void send(Errand errand) {
        errands.sent();
        wholeTick = false;
        pace.sent(clock.nanoTime());
        requests.send(errand, tick);
    }

    private void on(PollEvent event) {
        if (event instanceof PollEvent.Answered answered) {
            sweep.answered(answered.pair());
            meters.inFlight(sweep.inFlight());
            pace.answered(
                    answered.answer().problem().filter(KisError::isThrottled).isPresent(), clock.nanoTime());
            on(answered.pair(), answered.tick(), answered.answer());
        } else if (event instanceof PollEvent.Authorized authorized) {
            requests.authorized();
            authorized.denial().ifPresent(error -> answers.denied(error));
        } else if (event instanceof PollEvent.ErrandDone done) {
            errands.done();
            if (done.result().problem().filter(KisError::isThrottled).isPresent()) {
                // Other results may not be answers to this task: another one may have asked, or a file may have known.
                pace.answered(true, clock.nanoTime());
            }
            done.result().consequence().run();
        } else if (event instanceof PollEvent.Broken broken) {
            throw new IllegalStateException("an answer could not be dealt with", broken.error());
        }
    }

    private void on(MarketSector pair, Instant asked, Answer<Snapshot> answer) {
        // An answer from before the clock was set back says nothing about the ticks to come.
        if (answer instanceof Answer.Good<Snapshot> && !asked.isAfter(tick)) {
            lastPolled.put(pair, asked);
        }
        boolean isCurrent = sweep.tick(pair).filter(asked::equals).isPresent();
        if (answers.take(pair, asked, isCurrent, answer) && isCurrent) {
            sweep.retry(pair, clock.instant());
        }
    }
}
