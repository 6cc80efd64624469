package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The row of each pair at each instant: a pure function of the options, pair and instant; thread-safe. */
public final class SessionModel {
    static final ZoneId KST = ZoneId.of("Asia/Seoul");

    private static final double SECONDS_A_DAY = 86_400;
    private static final double SWINGS_A_DAY = 24;

    private final Draws draws;
    private final Movement movement;
    private final TradingYear year;
    private final Sessions sessions;
    private final LocalDate origin;
    /** The day that a pair was last asked about: the next question is about the same one. */
    private final Map<MarketSector, ServedDay> days = new ConcurrentHashMap<>();
    /** What never ends. */
    private final Map<MarketSector, DayFlow> flows = new ConcurrentHashMap<>();

    /** {@link Movement#ALWAYS_MOVING} counts from 00:00 KST today, so that a restart on the same day does not let cumulative figures fall. */
    public SessionModel(SimulatorOptions options) {
        this.draws = new Draws(options.seed());
        this.movement = options.movement();
        this.year = new TradingYear(options);
        this.sessions = new Sessions(options, year);
        this.origin = options.clock().instant().atZone(KST).toLocalDate();
    }

    /** The row that is served for {@code pair} at {@code now}, unless a fault is injected. */
    public FlowRow row(MarketSector pair, Instant now) {
        LocalDateTime inKorea = now.atZone(KST).toLocalDateTime();
        return switch (movement) {
            case ALWAYS_MOVING -> FlowRow.right(alwaysMoving(pair, now), pair, inKorea.toLocalDate());
            case CLOCK -> inSession(pair, inKorea);
        };
    }

    /** Its figures. */
    public Snapshot at(MarketSector pair, Instant now) {
        return row(pair, now).snapshot();
    }

    /** When, in KST, a pair's row of the day before gives way on a weekday. */
    public LocalTime resetAt(MarketSector pair, LocalDate date) {
        return year.resetAt(pair, date);
    }

    private FlowRow inSession(MarketSector pair, LocalDateTime now) {
        LocalDate tradeDate = year.tradeDate(pair, now);
        if (tradeDate == null) {
            return FlowRow.closed(pair);
        }
        ServedDay day = day(pair, tradeDate);
        boolean isToday = tradeDate.equals(now.toLocalDate());
        return isToday ? day.at(now.toLocalTime().toNanoOfDay() / 1e9) : day.last();
    }

    private Snapshot alwaysMoving(MarketSector pair, Instant now) {
        long step = Math.max(0, now.getEpochSecond() - origin.atStartOfDay(KST).toEpochSecond());
        double passed = step / SECONDS_A_DAY;
        double swing = 0.9 * Math.sin(2 * Math.PI * SWINGS_A_DAY * passed) / (2 * Math.PI * SWINGS_A_DAY);
        return flows.computeIfAbsent(pair, key -> DayFlow.of(key, origin, draws))
                .after(passed + swing, passed - swing, step);
    }

    private ServedDay day(MarketSector pair, LocalDate date) {
        return days.compute(
                pair, (key, known) -> known != null && known.date().equals(date) ? known : sessions.served(pair, date));
    }
}
