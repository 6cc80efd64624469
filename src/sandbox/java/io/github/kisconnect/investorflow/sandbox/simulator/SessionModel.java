package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;

/**
 * The figures of each pair at each instant: a pure function of seed, pair and instant.
 *
 * <p>A pair's row changes in steps of 4 to 29 seconds, as was measured; every fourth pair also has stretches of five minutes
 * in which nothing changes.
 */
final class SessionModel {
    static final ZoneId KST = ZoneId.of("Asia/Seoul");

    private static final Snapshot COMPOSITE = Bodies.sampleSnapshot("KSP-0001-official-example.json");
    private static final Snapshot MANUFACTURING = Bodies.sampleSnapshot("KSP-0027-captured-2024-07-02.json");
    private static final MarketSector COMPOSITE_PAIR = new MarketSector("KSP", "0001");
    private static final MarketSector MANUFACTURING_PAIR = new MarketSector("KSP", "0027");

    private static final int FIRST_FIGURES_AFTER_OPEN = 120;
    private static final int SESSION_END = LocalTime.of(18, 0).toSecondOfDay();
    private static final int QUIET_STRETCH = 300;
    private static final double SECONDS_A_DAY = 86_400;
    private static final double SWINGS_A_DAY = 24;

    private final long seed;
    private final Movement movement;
    private final LocalTime resetAt;
    private final TradingDays tradingDays;
    private final Instant origin;

    /**
     * @param resetAt when, in KST, the last session's row gives way to zeros
     * @param started when the simulator was started; {@link Movement#ALWAYS_MOVING} counts from that day's 00:00 KST, so that a
     *     restart on the same day does not let cumulative figures fall
     */
    SessionModel(long seed, Movement movement, LocalTime resetAt, TradingDays tradingDays, Instant started) {
        this.seed = seed;
        this.movement = movement;
        this.resetAt = resetAt;
        this.tradingDays = tradingDays;
        this.origin = started.atZone(KST).toLocalDate().atStartOfDay(KST).toInstant();
    }

    /** The row of {@code pair} at {@code now}. */
    Snapshot at(MarketSector pair, Instant now) {
        return switch (movement) {
            case ALWAYS_MOVING -> alwaysMoving(pair, now);
            case CLOCK -> inSession(pair, now.atZone(KST));
        };
    }

    /** The session whose figures are shown at {@code now}: the last one until the reset of a trading day. */
    LocalDate tradeDate(ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        boolean started = tradingDays.isOpen(today) && !now.toLocalTime().isBefore(resetAt);
        return started ? today : tradingDays.before(today);
    }

    private Snapshot inSession(MarketSector pair, ZonedDateTime now) {
        LocalDate tradeDate = tradeDate(now);
        double second = tradeDate.equals(now.toLocalDate()) ? now.toLocalTime().toNanoOfDay() / 1e9 : SECONDS_A_DAY;
        int start = opens(pair) + FIRST_FIGURES_AFTER_OPEN;
        double part = part(lastChange(pair, tradeDate, second), start);
        DayFlow flow = flow(pair, tradeDate);
        return flow.after(1 - (1 - part) * (1 - part), part * part, 0);
    }

    private static double part(double second, int start) {
        return Math.max(0, Math.min(1, (second - start) / (SESSION_END - start)));
    }

    /** When the row that is shown at {@code second} of the day came to be, in seconds of the day. */
    private double lastChange(MarketSector pair, LocalDate date, double second) {
        if (second >= SESSION_END) {
            return SESSION_END;
        }
        Random habits = random(pair, 0);
        int step = 4 + habits.nextInt(26);
        boolean hasQuietStretches = habits.nextInt(4) == 0;
        long stretch = (long) (second / QUIET_STRETCH);
        boolean quiet = hasQuietStretches
                && random(pair, date.toEpochDay() * 1_000 + stretch).nextInt(3) == 0;
        return quiet ? stretch * QUIET_STRETCH : Math.floor(second / step) * step;
    }

    private Snapshot alwaysMoving(MarketSector pair, Instant now) {
        long step = Math.max(0, now.getEpochSecond() - origin.getEpochSecond());
        double days = step / SECONDS_A_DAY;
        double swing = 0.9 * Math.sin(2 * Math.PI * SWINGS_A_DAY * days) / (2 * Math.PI * SWINGS_A_DAY);
        return flow(pair, origin.atZone(KST).toLocalDate()).after(days + swing, days - swing, step);
    }

    private DayFlow flow(MarketSector pair, LocalDate date) {
        Random ofPair = random(pair, 1);
        double scale = Math.pow(10, -2.5 * ofPair.nextDouble());
        boolean composite = ofPair.nextBoolean();
        Random ofDay = random(pair, date.toEpochDay());
        if (pair.equals(COMPOSITE_PAIR)) {
            return DayFlow.like(COMPOSITE, 1, ofDay);
        }
        if (pair.equals(MANUFACTURING_PAIR)) {
            return DayFlow.like(MANUFACTURING, 1, ofDay);
        }
        return DayFlow.like(composite ? COMPOSITE : MANUFACTURING, scale, ofDay);
    }

    private static int opens(MarketSector pair) {
        return Catalogue.bundled()
                .market(pair.market())
                .map(Market::opens)
                .orElse(LocalTime.of(9, 0))
                .toSecondOfDay();
    }

    /** Unlike draws for unlike purposes; java.util.Random because its algorithm is specified. */
    private Random random(MarketSector pair, long purpose) {
        long mixed = (seed * 31 + pair.toString().hashCode()) * 0x9E3779B97F4A7C15L + purpose;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return new Random(mixed ^ (mixed >>> 31));
    }
}
