package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.FlowRow;
import io.github.kisconnect.investorflow.sandbox.simulator.SessionModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Days of a simulated market, and tasks that ask for its rows one after the other: what a poller does, but for HTTP and for time.
 *
 * <p>Tasks are restarted at any time, and may lose an offset; answers are missing for a while; the holiday endpoint is right, wrong or silent.
 */
final class RandomDays {
    private static final List<MarketSector> PAIRS = List.of(
            new MarketSector("KSP", "0001"),
            new MarketSector("K2I", "F001"),
            new MarketSector("KSQ", "1001"),
            new MarketSector("KSP", "0012"));
    private static final Duration TO_ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PAIRS = Duration.ofMillis(150);
    private static final int TICKS_A_RESTART = 150;
    private static final int TICKS_AN_OUTAGE = 250;
    private static final int LONGEST_GAP = 40;
    /** More than a day. */
    private static final int LONGEST_ABSENCE = 800;

    private final Random random;
    private final RandomMarket market;
    private final SessionModel model;
    private final Duration interval;
    private final EmissionSettings settings;
    private final DayAudit audit;
    private final Map<MarketSector, Published> offsets = new HashMap<>();
    private final Word word = new Word();
    private final TradingSessions sessions;
    private TaskEmission task;
    private int ticksDown;
    private int ticksWithoutAnswer;

    /** What the holiday endpoint has said last. */
    private final class Word implements HolidayWord {
        private LocalDate askedOn = LocalDate.MIN;

        void ask(LocalDate today) {
            if (!askedOn.equals(today) && market.says(today).isPresent()) {
                askedOn = today;
            }
        }

        @Override
        public Optional<Boolean> saysOpen(LocalDate date) {
            return askedOn.equals(LocalDate.MIN) || date.isBefore(askedOn) ? Optional.empty() : market.says(date);
        }

        @Override
        public boolean isOf(LocalDate date) {
            return askedOn.equals(date);
        }
    }

    RandomDays(long seed) {
        random = new Random(seed);
        market = new RandomMarket(random);
        model = new SessionModel(market.options(seed, PAIRS));
        interval = Duration.ofMinutes(List.of(1, 1, 2, 5).get(random.nextInt(4)));
        settings = new EmissionSettings(
                EmitMode.values()[random.nextInt(2)], interval.multipliedBy(random.nextInt(6)), false);
        sessions = TradingSessions.krx(
                SessionWindow.DEFAULT, Set.of(), word, TradingCalendar.bundled(), Catalogue.bundled());
        audit = new DayAudit(market::isClosed, sessions, interval);
    }

    /** Lives through all days, and tells what was not as it must be. */
    DayAudit live() {
        start();
        for (LocalDate date : market.days()) {
            Instant end = at(date, SessionWindow.DEFAULT.end());
            for (Instant tick = at(date, SessionWindow.DEFAULT.start());
                    tick.isBefore(end);
                    tick = tick.plus(interval)) {
                disturb();
                if (ticksDown == 0 && sessions.isTradingDay(date)) {
                    word.ask(date);
                    tick(tick);
                }
            }
        }
        return audit;
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).toInstant(Kst.ZONE);
    }

    private void disturb() {
        if (ticksDown > 0 && --ticksDown == 0) {
            start();
        } else if (ticksDown == 0 && random.nextInt(TICKS_A_RESTART) == 0) {
            ticksDown = random.nextInt(random.nextInt(10) == 0 ? LONGEST_ABSENCE : LONGEST_GAP);
            if (ticksDown == 0) {
                start();
            }
        }
        if (ticksWithoutAnswer > 0) {
            ticksWithoutAnswer--;
        } else if (random.nextInt(TICKS_AN_OUTAGE) == 0) {
            ticksWithoutAnswer = random.nextInt(LONGEST_GAP);
        }
    }

    private void start() {
        if (random.nextInt(20) == 0) {
            offsets.remove(PAIRS.get(random.nextInt(PAIRS.size())));
        }
        task = new TaskEmission(
                settings,
                sessions,
                PAIRS.stream()
                        .map(pair -> new TaskEmission.Start(pair, interval, offsets.get(pair)))
                        .toList());
        audit.started(offsets);
    }

    private void tick(Instant tick) {
        if (ticksWithoutAnswer > 0) {
            return;
        }
        boolean contested = task.state(Kst.date(tick)) == DayState.CONTESTED;
        int probe = (int) (tick.getEpochSecond() / interval.toSeconds() % 3);
        for (int number = 0; number < PAIRS.size(); number++) {
            if ((!contested || number == probe) && random.nextInt(50) != 0) {
                Instant asked = tick.plus(BETWEEN_PAIRS.multipliedBy(number + 1L));
                if (ask(PAIRS.get(number), tick, asked) && random.nextInt(5) != 0) {
                    ask(PAIRS.get(number), tick, asked.plus(TO_ASK_AGAIN));
                }
            }
        }
    }

    /** Says whether it is to be asked for again in the tick. */
    private boolean ask(MarketSector pair, Instant tick, Instant at) {
        FlowRow row = model.row(pair, at);
        if (row.snapshot().isBlank()) {
            return false;
        }
        Verdict verdict = task.offer(pair, tick, new Row(row.snapshot(), at, at.minusNanos(at.getNano()), ""));
        audit.answered(pair, tick, at, row, task.state(Kst.date(tick)), verdict);
        Emissions.record(verdict).ifPresent(record -> offsets.put(pair, record.published()));
        return verdict instanceof Verdict.SameAs || verdict instanceof Verdict.Doubted doubted && doubted.askAgain();
    }
}
