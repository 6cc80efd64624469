package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for each pair of a task once in every tick, in the task's slots, and hands over what becomes a record.
 *
 * <p>All of it happens on the one thread that calls {@link #run}; answers reach it as events.
 */
public final class Poller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final PollPlan plan;
    private final Ticks ticks;
    private final SessionWatch session;
    private final Errands errands;
    private final DayWatch days;
    private final SlotGrid grid;
    private final Sweep sweep;
    private final Pace pace;
    private final KisClient client;
    private final Answers answers;
    private final PollMeters meters;
    private final Map<MarketSector, Instant> lastPolled;
    private final PollClock clock;
    private final BooleanSupplier isLatest;
    private final BlockingQueue<PollEvent> events = new LinkedBlockingQueue<>();
    private long nextSlot;
    private boolean authorizing;
    private boolean wholeTick;
    private volatile Throwable crash;
    private volatile boolean stopped;

    /**
     * A poller that has not begun.
     *
     * @param sessions when figures are asked for
     * @param quota shared with the connector's other tasks in this worker
     * @param answers takes what is answered
     * @param meters counts what is asked
     * @param lastPolled for pairs that have one, the tick of the last record: nothing up to it is asked for again
     * @param isLatest whether no other start of the task has begun since, which would ask for the same; looked at before each request
     */
    public Poller(
            PollPlan plan,
            TradingSessions sessions,
            KisClient client,
            Quota quota,
            Answers answers,
            PollMeters meters,
            Map<MarketSector, Instant> lastPolled,
            PollClock clock,
            BooleanSupplier isLatest) {
        this.plan = plan;
        this.ticks = new Ticks(plan.interval());
        this.session = new SessionWatch(sessions, client::renewToken, client::prepareToken);
        this.errands = new Errands(new HolidayWatch(plan, client.holidays(), clock));
        this.days = new DayWatch(plan, answers.emission());
        this.grid = new SlotGrid(plan);
        this.sweep = new Sweep(plan.interval());
        this.client = client;
        this.answers = answers;
        this.meters = meters;
        this.lastPolled = new HashMap<>(lastPolled);
        this.clock = clock;
        this.isLatest = isLatest;
        this.pace = new Pace(quota, plan.pairs().get(0).number(), plan.interval());
        answers.whenTakenAgain(this::wake);
    }

    /** Why polling has ended for good, if it has: the worker must fail the task with it. */
    public Optional<PollFailure> failure() {
        return answers.failure();
    }

    /** The error of our own that ended polling, if one did. */
    public Optional<Throwable> crash() {
        return Optional.ofNullable(crash);
    }

    /** Polls until {@link #stop}, or until something happens that only a person can mend. */
    @Override
    public void run() {
        try {
            while (!stopped && isLatest.getAsBoolean() && answers.failure().isEmpty()) {
                PollEvent event = clock.poll(events, session.atMost(beforeNextSlot()));
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

    /** Ends {@link #run} soon, from any thread. */
    public void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
        events.add(new PollEvent.Woken());
    }

    /** Requests whose answers are still to come; for the thread of {@link #run} only. */
    int underWay() {
        return sweep.inFlight() + (authorizing ? 1 : 0) + (errands.isUnderWay() ? 1 : 0);
    }

    /** Sends what is due, and says how long nothing else will be. */
    private Duration beforeNextSlot() {
        Instant now = clock.instant();
        HandOver.State state = answers.state();
        session.lookAhead(now, state == HandOver.State.PAUSED);
        advance(ticks.current(now), state);
        if (state != HandOver.State.PAUSED) {
            answers.wanted();
        }
        if (!sweep.isEmpty() && !days.isOpen(sweep.tick())) {
            // What any task of the worker learns of the day holds for the rest of the tick.
            sweep.keepOnly(days.asked(sweep.tick(), sweep.waiting()));
        }
        Duration sinceTick = Duration.between(sweep.tick(), now);
        if (sinceTick.isNegative()) {
            // Set back by less than an interval: soon caught up.
            return sinceTick.negated();
        }
        wholeTick &= !answers.unanswered().isOutage();
        Optional<Duration> due = beforeNextPair(now, state);
        OptionalLong slot = due.isEmpty()
                ? OptionalLong.empty()
                : grid.firstFrom(Math.max(nextSlot, grid.slotAt(sinceTick.plus(due.get()))));
        if (slot.isEmpty()) {
            return Duration.between(now, ticks.next(sweep.tick()));
        }
        Duration wait = longer(
                longer(due.get(), grid.offset(slot.getAsLong()).minus(sinceTick)),
                pace.beforeNextSend(grid.spacing(), clock.nanoTime()));
        if (wait.compareTo(Duration.ZERO) > 0) {
            return wait;
        }
        nextSlot = slot.getAsLong() + 1;
        useSlot(now);
        return Duration.ZERO;
    }

    /** How long until a pair may be asked for, but for the slots; empty: not before something happens, or the tick is over. */
    private Optional<Duration> beforeNextPair(Instant now, HandOver.State state) {
        if (state != HandOver.State.OPEN || authorizing || sweep.inFlight() >= plan.maxInFlight()) {
            return Optional.empty();
        }
        return sweep.beforeNext(now)
                .flatMap(turn ->
                        answers.unanswered().beforeNext(sweep.inFlight()).map(probe -> longer(turn, probe)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private void advance(Instant tick, HandOver.State state) {
        boolean setBack = tick.isBefore(sweep.tick().minus(plan.interval()));
        if (setBack) {
            LOG.warn("The clock was set back from {} to {}; polling goes on by what it says now", sweep.tick(), tick);
            lastPolled.values().removeIf(polled -> polled.isAfter(ticks.next(tick)));
        } else if (!tick.isAfter(sweep.tick())) {
            return;
        }
        List<MarketSector> expected = plan.everyPair().stream()
                .filter(pair -> lastPolled.getOrDefault(pair, Instant.MIN).isBefore(tick))
                .toList();
        boolean inSession = session.begin(tick);
        days.begin(tick, inSession);
        List<MarketSector> asked = inSession ? days.asked(tick, expected) : expected;
        answers.begin(tick, asked, inSession, sweep::isInFlight);
        List<MarketSector> leftOut = sweep.begin(
                tick,
                asked.stream()
                        .filter(pair -> inSession && answers.isDue(pair, tick))
                        .toList());
        nextSlot = 0;
        if (!setBack) {
            explain(leftOut, state);
        }
        boolean usable = inSession && pace.hasEverSent() && state == HandOver.State.OPEN;
        if (usable) {
            session.renewToken(tick);
        }
        wholeTick = usable && client.hasToken() && pace.isFull();
    }

    /** Pairs for which a tick had no slot are an operator's concern, unless the worker paused, or the tick could not be used from its beginning, or in full. */
    private void explain(List<MarketSector> leftOut, HandOver.State state) {
        boolean full = state == HandOver.State.FULL;
        if (full || state == HandOver.State.OPEN && wholeTick && pace.isFull()) {
            answers.unanswered().leftOut(leftOut, full);
        }
    }

    private void useSlot(Instant now) {
        sweep.next(now).ifPresent(pair -> {
            session.renewToken(now);
            if (!client.hasToken()) {
                authorize();
                return;
            }
            Optional<Errand> errand = errands.due(sweep.tick());
            if (errand.isEmpty() && errands.isAwaited(sweep.tick())) {
                wholeTick = false;
            } else if (pace.useSlot(sweep.tick())) {
                errand.ifPresentOrElse(this::send, () -> send(pair));
            }
        });
    }

    private void send(MarketSector pair) {
        Instant tick = sweep.tick();
        if (sweep.sent(pair) > 1) {
            meters.count(Metric.RETRIES, 1);
        }
        answers.unanswered().asked();
        meters.inFlight(sweep.inFlight());
        pace.sent(clock.nanoTime());
        client.fetch(FlowEndpoint.FLOWS, pair)
                .whenComplete((answer, broken) -> events.add(
                        broken == null ? new PollEvent.Answered(pair, tick, answer) : new PollEvent.Broken(broken)));
    }

    private void send(Errand errand) {
        errands.sent();
        wholeTick = false;
        pace.sent(clock.nanoTime());
        errand.send(sweep.tick())
                .whenComplete((result, broken) ->
                        events.add(broken == null ? new PollEvent.ErrandDone(result) : new PollEvent.Broken(broken)));
    }

    private void authorize() {
        authorizing = true;
        client.authorize()
                .whenComplete((denial, broken) ->
                        events.add(broken == null ? new PollEvent.Authorized(denial) : new PollEvent.Broken(broken)));
    }

    private void on(PollEvent event) {
        if (event instanceof PollEvent.Answered answered) {
            sweep.answered(answered.pair());
            meters.inFlight(sweep.inFlight());
            pace.answered(
                    answered.answer().problem().filter(Poller::isThrottled).isPresent(), clock.nanoTime());
            on(answered.pair(), answered.tick(), answered.answer());
        } else if (event instanceof PollEvent.Authorized authorized) {
            authorizing = false;
            authorized.denial().ifPresent(error -> answers.denied(error));
        } else if (event instanceof PollEvent.ErrandDone done) {
            errands.done();
            if (done.result().problem().filter(Poller::isThrottled).isPresent()) {
                // Others are no answer to this task: another one may have asked, or a file may have known.
                pace.answered(true, clock.nanoTime());
            }
            done.result().consequence().run();
        } else if (event instanceof PollEvent.Broken broken) {
            throw new IllegalStateException("an answer could not be dealt with", broken.error());
        }
    }

    private void on(MarketSector pair, Instant tick, Answer<Snapshot> answer) {
        // An answer from before the clock was set back says nothing of the ticks to come.
        if (answer instanceof Answer.Good<Snapshot> && !tick.isAfter(sweep.tick())) {
            lastPolled.put(pair, tick);
        }
        if (answers.take(pair, tick, answer) && tick.equals(sweep.tick())) {
            sweep.retry(pair, clock.instant());
        }
    }

    private static boolean isThrottled(KisError error) {
        return error.errorClass() == ErrorClass.THROTTLED;
    }
}
