package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What a simulator is started with.
 *
 * @param host the address to listen on; loopback unless it runs in a container
 * @param port 0 for any free one
 * @param accounts the account holders that are let in
 * @param clock the wall clock: for figures, trade dates and tokens; may be compressed
 * @param serverClockOffset how far the {@code Date} header is ahead of that clock, behind it where negative; nothing else goes by it
 * @param monotonicNanos the monotonic clock: for the quota, which is about real load
 * @param seed the same seed gives the same figures
 * @param movement how the figures move
 * @param resetAt when, in KST, a trading day's figures start at zero; until then the last session's row is repeated. Null: each day
 *     at another time from 01:43 to 09:00
 * @param resetsPairByPair whether each pair has a time of its own then, rather than all the same
 * @param figureTimes when a session's figures come, change and end
 * @param habits how often rows are not what they should be
 * @param quotaPerSecond requests of one account in any one second; 0 when not enforced
 * @param tokenLifetime how long a token is good, in whole seconds
 * @param tokenReuse for how long a further issue gives the same token
 * @param tokenSpacing the least time between two issues of one account; zero when not enforced
 * @param countedForSpacing what begins that time anew
 * @param closedDays weekdays on which the market is closed, and the holiday endpoint says so
 * @param unlistedClosures weekdays on which it is closed, and the holiday endpoint says that it is open
 * @param holidayWords where else the holiday endpoint is wrong, and where it is silent
 * @param lateOpens by how much all markets open later than usual on a day: six hours at most; the figures' end stays where it is
 * @param pairs the pairs that have figures
 * @param ledgerLimit how many entries the ledger keeps, the latest ones; 0 for all
 */
public record SimulatorOptions(
        String host,
        int port,
        Set<Account> accounts,
        InstantSource clock,
        Duration serverClockOffset,
        LongSupplier monotonicNanos,
        long seed,
        Movement movement,
        LocalTime resetAt,
        boolean resetsPairByPair,
        FigureTimes figureTimes,
        Habits habits,
        int quotaPerSecond,
        Duration tokenLifetime,
        Duration tokenReuse,
        Duration tokenSpacing,
        IssueSpacing.Counted countedForSpacing,
        Set<LocalDate> closedDays,
        Set<LocalDate> unlistedClosures,
        HolidayWords holidayWords,
        Map<LocalDate, Duration> lateOpens,
        Set<MarketSector> pairs,
        int ledgerLimit) {

    /** A session has room for each habit then. */
    private static final Duration LATEST_OPEN = Duration.ofHours(6);

    public SimulatorOptions {
        accounts = Set.copyOf(accounts);
        closedDays = Set.copyOf(closedDays);
        unlistedClosures = Set.copyOf(unlistedClosures);
        lateOpens = Map.copyOf(lateOpens);
        pairs = Set.copyOf(pairs);
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a simulator needs at least one account");
        }
        if (tokenLifetime.getSeconds() < 1) {
            throw new IllegalArgumentException("a token lives at least one second, not " + tokenLifetime);
        }
        if (resetAt != null && resetsPairByPair) {
            throw new IllegalArgumentException("figures are reset at " + resetAt + " or pair by pair, not both");
        }
        lateOpens.forEach((date, late) -> {
            if (late.isNegative() || late.compareTo(LATEST_OPEN) > 0) {
                throw new IllegalArgumentException("markets open up to six hours late, not " + late + " on " + date);
            }
        });
    }

    /** Options as the real API is documented; at least an account is still to be named. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; each has the default that the real API is documented to have. */
    public static final class Builder {
        private final Set<Account> accounts = new LinkedHashSet<>();
        private String host = "127.0.0.1";
        private int port;
        private InstantSource clock = Clock.systemUTC();
        private Duration serverClockOffset = Duration.ZERO;
        private LongSupplier monotonicNanos = System::nanoTime;
        private long seed = 1;
        private Movement movement = Movement.CLOCK;
        private LocalTime resetAt;
        private boolean resetsPairByPair;
        private FigureTimes figureTimes = FigureTimes.REAL;
        private Habits habits = Habits.NONE;
        private int quotaPerSecond = 18;
        private Duration tokenLifetime = Duration.ofDays(1);
        private Duration tokenReuse = Duration.ofHours(6);
        private Duration tokenSpacing = Duration.ofSeconds(60);
        private IssueSpacing.Counted countedForSpacing = IssueSpacing.Counted.ISSUES;
        private Set<LocalDate> closedDays = Set.of();
        private Set<LocalDate> unlistedClosures = Set.of();
        private HolidayWords holidayWords = HolidayWords.RIGHT;
        private Map<LocalDate, Duration> lateOpens = Map.of();
        private Set<MarketSector> pairs =
                Catalogue.bundled().sectors().stream().map(Sector::pair).collect(Collectors.toSet());
        private int ledgerLimit;

        private Builder() {}

        public Builder account(String appKey, String appSecret) {
            accounts.add(new Account(appKey, appSecret));
            return this;
        }

        public Builder host(String host) {
            this.host = host;
            return this;
        }

        public Builder port(int port) {
            this.port = port;
            return this;
        }

        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        public Builder serverClockOffset(Duration serverClockOffset) {
            this.serverClockOffset = serverClockOffset;
            return this;
        }

        public Builder monotonicNanos(LongSupplier monotonicNanos) {
            this.monotonicNanos = monotonicNanos;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Builder movement(Movement movement) {
            this.movement = movement;
            return this;
        }

        /** The same time each day; without it each day has its own. */
        public Builder resetAt(LocalTime resetAt) {
            this.resetAt = resetAt;
            return this;
        }

        public Builder resetsPairByPair(boolean resetsPairByPair) {
            this.resetsPairByPair = resetsPairByPair;
            return this;
        }

        /** See {@link FigureTimes#until}. */
        public Builder figuresUntil(LocalTime until) {
            this.figureTimes = figureTimes.withUntil(until);
            return this;
        }

        /** See {@link FigureTimes#afterOpening}. */
        public Builder figuresAfterOpening(Duration afterOpening) {
            this.figureTimes = figureTimes.withAfterOpening(afterOpening);
            return this;
        }

        /** See {@link FigureTimes#every}; {@link Movement#ALWAYS_MOVING} has its own pace. */
        public Builder changesEvery(Duration every) {
            this.figureTimes = figureTimes.withEvery(every);
            return this;
        }

        public Builder habits(Habits habits) {
            this.habits = habits;
            return this;
        }

        public Builder quotaPerSecond(int quotaPerSecond) {
            this.quotaPerSecond = quotaPerSecond;
            return this;
        }

        public Builder tokenLifetime(Duration tokenLifetime) {
            this.tokenLifetime = tokenLifetime;
            return this;
        }

        public Builder tokenReuse(Duration tokenReuse) {
            this.tokenReuse = tokenReuse;
            return this;
        }

        public Builder tokenSpacing(Duration tokenSpacing) {
            this.tokenSpacing = tokenSpacing;
            return this;
        }

        public Builder countedForSpacing(IssueSpacing.Counted countedForSpacing) {
            this.countedForSpacing = countedForSpacing;
            return this;
        }

        public Builder closedDays(Set<LocalDate> closedDays) {
            this.closedDays = closedDays;
            return this;
        }

        public Builder unlistedClosures(Set<LocalDate> unlistedClosures) {
            this.unlistedClosures = unlistedClosures;
            return this;
        }

        public Builder holidayWords(HolidayWords holidayWords) {
            this.holidayWords = holidayWords;
            return this;
        }

        public Builder lateOpens(Map<LocalDate, Duration> lateOpens) {
            this.lateOpens = lateOpens;
            return this;
        }

        public Builder pairs(Set<MarketSector> pairs) {
            this.pairs = pairs;
            return this;
        }

        public Builder ledgerLimit(int ledgerLimit) {
            this.ledgerLimit = ledgerLimit;
            return this;
        }

        public SimulatorOptions build() {
            return new SimulatorOptions(
                    host,
                    port,
                    accounts,
                    clock,
                    serverClockOffset,
                    monotonicNanos,
                    seed,
                    movement,
                    resetAt,
                    resetsPairByPair,
                    figureTimes,
                    habits,
                    quotaPerSecond,
                    tokenLifetime,
                    tokenReuse,
                    tokenSpacing,
                    countedForSpacing,
                    closedDays,
                    unlistedClosures,
                    holidayWords,
                    lateOpens,
                    pairs,
                    ledgerLimit);
        }
    }
}
