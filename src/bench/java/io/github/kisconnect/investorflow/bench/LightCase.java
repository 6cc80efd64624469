package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.RecordLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What a worker does while it is looked how little that takes. */
enum LightCase {
    /** No connector. */
    IDLE(() -> null),
    /** 75 pairs in three tasks, 15 requests a second. */
    FIFTEEN(() -> pairs(Duration.ofSeconds(5))),
    /** The same with a record for each investor group. */
    ROWS(() -> pairs(Duration.ofSeconds(5)).with(Map.of(ConfigKeys.RECORD_LAYOUT, RecordLayout.ROWS.configValue()))),
    /** The same pairs, once a minute. */
    MINUTE(() -> pairs(Duration.ofMinutes(1))),
    /** The same out of session. */
    CLOSED(() -> pairs(Duration.ofSeconds(5)).with(closed(Instant.now()))),
    /** Paused in the midst of it. */
    PAUSED(() -> pairs(Duration.ofSeconds(5))),
    /** The same where there are a thousand slots a second. */
    PAUSED_FAST(() -> new ConnectorPlan(1_000, 1, 1_000, Duration.ofSeconds(1))),
    /** There, too: all pairs are answered but one, which is tried again after ever longer waits. */
    BACKOFF(LightCase::backoff),
    /** Every pair of the catalogue in one task: for the memory of a task. */
    TASK(() -> new ConnectorPlan(Pairs.CATALOGUED, 1, 15, Duration.ofSeconds(6)));

    /** What a worker can be looked at with that has just been started. */
    static final List<LightCase> YOUNG = List.of(IDLE, FIFTEEN, ROWS, MINUTE, CLOSED, PAUSED, PAUSED_FAST, BACKOFF);
    /** What is different in one that has worked for long. */
    static final List<LightCase> WARM = List.of(IDLE, FIFTEEN, ROWS, TASK);

    private final Supplier<ConnectorPlan> plan;

    LightCase(Supplier<ConnectorPlan> plan) {
        this.plan = plan;
    }

    private static ConnectorPlan pairs(Duration interval) {
        return new ConnectorPlan(75, 3, 15, interval);
    }

    private static ConnectorPlan backoff() {
        List<MarketSector> pairs = new ArrayList<>(Pairs.first(20));
        pairs.add(Pairs.FAILING);
        return new ConnectorPlan(pairs.size(), 1, 1_000, Duration.ofMinutes(1))
                .with(Map.of(ConfigKeys.MARKET_SECTORS, Pairs.list(pairs)));
    }

    /** A minute of the other half of the day: hours away from any token of the next session. */
    private static Map<String, String> closed(Instant now) {
        boolean morning = ZonedDateTime.ofInstant(now, Kst.ZONE).getHour() < 12;
        LocalTime start = morning ? LocalTime.of(20, 0) : LocalTime.of(8, 0);
        return Map.of(
                ConfigKeys.SESSION_GATE, "krx",
                ConfigKeys.SESSION_START, start.toString(),
                ConfigKeys.SESSION_END, start.plusMinutes(1).toString());
    }

    /** The connector; null where there is none. */
    ConnectorPlan plan() {
        return plan.get();
    }

    /** For {@code -Dbench.cases=}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPaused() {
        return this == PAUSED || this == PAUSED_FAST;
    }

    /** For tables. */
    String shown() {
        return switch (this) {
            case IDLE -> "no connector";
            case FIFTEEN -> "15 a second";
            case ROWS -> "15 a second in rows";
            case MINUTE -> "ticks of 60 s";
            case CLOSED -> "closed session";
            case PAUSED -> "paused";
            case PAUSED_FAST -> "paused at 1,000 a second";
            case BACKOFF -> "one pair in backoff at 1,000 a second";
            case TASK -> "a task of " + Pairs.CATALOGUED + " pairs";
        };
    }
}
