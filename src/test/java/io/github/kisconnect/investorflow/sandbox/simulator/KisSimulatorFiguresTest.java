package io.github.kisconnect.investorflow.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The simulator's figures")
class KisSimulatorFiguresTest {
    private static final List<MarketSector> PAIRS =
            Catalogue.bundled().sectors().stream().map(Sector::pair).toList();
    private static final Instant MIDNIGHT = ManualClock.kst("2026-11-20T00:00:00");
    private static final List<Figure> CUMULATIVE =
            List.of(Figure.SELL_VOLUME, Figure.BUY_VOLUME, Figure.SELL_VALUE, Figure.BUY_VALUE);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("sell and buy never fall within a day, and every row is consistent within rounding")
    void monotone(long seed) {
        MarketSector pair = PAIRS.get(new Random(seed).nextInt(PAIRS.size()));
        for (Movement movement : Movement.values()) {
            SessionModel model = model(seed, movement, LocalTime.MIDNIGHT);
            Snapshot before = model.at(pair, MIDNIGHT);
            for (int second = 0; second < 86_400; second += 97) {
                Snapshot now = model.at(pair, MIDNIGHT.plusSeconds(second));
                assertNothingFell(before, now);
                assertConsistent(now);
                before = now;
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("equal seeds, pairs and instants give equal figures; other seeds and other days give others")
    void deterministic(long seed) {
        MarketSector pair = PAIRS.get(new Random(seed).nextInt(PAIRS.size()));
        Instant noon = MIDNIGHT.plus(Duration.ofHours(15));
        SessionModel model = model(seed, Movement.CLOCK, LocalTime.MIDNIGHT);
        Snapshot figures = model.at(pair, noon);
        assertThat(model(seed, Movement.CLOCK, LocalTime.MIDNIGHT).at(pair, noon))
                .isEqualTo(figures);
        assertThat(model(seed + 1, Movement.CLOCK, LocalTime.MIDNIGHT).at(pair, noon))
                .isNotEqualTo(figures);
        assertThat(model.at(pair, noon.minus(Duration.ofDays(1)))).isNotEqualTo(figures);
    }

    @Test
    @DisplayName("with the clock, all is zero until two minutes after the market's open, and constant from 20:00 on")
    void day() {
        SessionModel model = model(1, Movement.CLOCK, LocalTime.MIDNIGHT);
        for (MarketSector pair : PAIRS) {
            LocalTime opens =
                    Catalogue.bundled().market(pair.market()).orElseThrow().opens();
            assertThat(model.at(pair, at(opens.plusMinutes(2))).isAllZero()).isTrue();
            assertThat(model.at(pair, at(opens.plusMinutes(40))).isAllZero()).isFalse();
            assertThat(model.at(pair, at(LocalTime.of(20, 0)))).isEqualTo(model.at(pair, at(LocalTime.of(23, 59))));
        }
        MarketSector composite = Client.COMPOSITE;
        assertThat(model.at(composite, at(LocalTime.of(9, 5))).isAllZero()).isFalse();
        assertThat(model.at(composite, at(LocalTime.of(16, 0))))
                .isNotEqualTo(model.at(composite, at(LocalTime.of(16, 1))));
        assertThat(model.at(composite, at(LocalTime.of(19, 58))))
                .isNotEqualTo(model.at(composite, at(LocalTime.of(19, 59))));
    }

    @Test
    @DisplayName("may end earlier, with as much: nobody knows whether they move in the after-market")
    void endEarlier() {
        SessionModel early = new SessionModel(options(1, Movement.CLOCK, MIDNIGHT)
                .resetAt(LocalTime.MIDNIGHT)
                .figuresUntil(LocalTime.of(18, 0))
                .build());
        Snapshot last = early.at(Client.COMPOSITE, at(LocalTime.of(18, 0)));
        assertThat(early.at(Client.COMPOSITE, at(LocalTime.of(17, 59)))).isNotEqualTo(last);
        assertThat(early.at(Client.COMPOSITE, at(LocalTime.of(20, 0)))).isEqualTo(last);
        assertThat(model(1, Movement.CLOCK, LocalTime.MIDNIGHT).at(Client.COMPOSITE, at(LocalTime.of(20, 0))))
                .isEqualTo(last);
    }

    @Test
    @DisplayName(
            "with the clock, the last session's row is repeated until the reset, and over a weekend and closed days")
    void repeated() {
        SessionModel model = model(1, Movement.CLOCK, LocalTime.of(6, 0));
        Snapshot thursday = model.at(Client.COMPOSITE, ManualClock.kst("2026-11-19T20:00:00"));
        assertThat(model.at(Client.COMPOSITE, at(LocalTime.of(5, 59)))).isEqualTo(thursday);
        assertThat(model.at(Client.COMPOSITE, at(LocalTime.of(6, 0))).isAllZero())
                .isTrue();
        Snapshot friday = model.at(Client.COMPOSITE, at(LocalTime.of(20, 0)));
        for (String later : List.of("2026-11-21T12:00:00", "2026-11-22T12:00:00", "2026-11-23T05:00:00")) {
            assertThat(model.at(Client.COMPOSITE, ManualClock.kst(later))).isEqualTo(friday);
        }
        SessionModel closed = new SessionModel(options(1, Movement.CLOCK, MIDNIGHT)
                .closedDays(Set.of(Kst.date(MIDNIGHT)))
                .build());
        assertThat(closed.at(Client.COMPOSITE, at(LocalTime.of(12, 0)))).isEqualTo(thursday);
    }

    @Test
    @DisplayName("with the clock, rows change every few seconds, and those of some pairs stand still for minutes")
    void steps() {
        SessionModel model = model(1, Movement.CLOCK, LocalTime.MIDNIGHT);
        List<Integer> longestStill = new ArrayList<>();
        for (MarketSector pair : PAIRS) {
            int still = 0;
            int longest = 0;
            Snapshot before = model.at(pair, at(LocalTime.of(10, 0)));
            for (int second = 1; second < 3_600; second++) {
                Snapshot now = model.at(pair, at(LocalTime.of(10, 0)).plusSeconds(second));
                still = now.equals(before) ? still + 1 : 0;
                longest = Math.max(longest, still);
                before = now;
            }
            longestStill.add(longest);
        }
        assertThat(longestStill).anyMatch(seconds -> seconds < 10).anyMatch(seconds -> seconds >= 299);
        assertThat(longestStill.stream().filter(seconds -> seconds < 30).count())
                .isGreaterThan(PAIRS.size() / 2);
    }

    @Test
    @DisplayName("always moving, every pair changes every second, at midnight and on Sunday, too")
    void alwaysMoving() {
        for (String start : List.of("2026-11-20T23:59:30", "2026-11-22T03:00:00")) {
            SessionModel model =
                    new SessionModel(options(1, Movement.ALWAYS_MOVING, ManualClock.kst("2026-11-20T23:59:00"))
                            .build());
            for (MarketSector pair : PAIRS) {
                Instant now = ManualClock.kst(start);
                for (int second = 0; second < 60; second++) {
                    Snapshot before = model.at(pair, now.plusSeconds(second));
                    Snapshot after = model.at(pair, now.plusSeconds(second + 1));
                    assertThat(after).isNotEqualTo(before);
                    assertNothingFell(before, after);
                }
            }
        }
    }

    @Test
    @DisplayName("some nets are negative, and a day's end is of the size of the real body")
    void size() {
        Snapshot end = model(1, Movement.CLOCK, LocalTime.MIDNIGHT).at(Client.COMPOSITE, at(LocalTime.of(20, 0)));
        Snapshot real = Bodies.sampleSnapshot("KSP-0001-official-example.json");
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : CUMULATIVE) {
                double relation = (end.figure(group, figure) + 1.0) / (real.figure(group, figure) + 1.0);
                assertThat(relation).isBetween(0.4, 1.6);
            }
        }
        assertThat(Stream.of(InvestorGroup.values()).map(group -> end.figure(group, Figure.NET_BUY_VALUE)))
                .anyMatch(net -> net < 0)
                .anyMatch(net -> net > 0);
    }

    private static void assertNothingFell(Snapshot before, Snapshot now) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : CUMULATIVE) {
                assertThat(now.figure(group, figure)).isGreaterThanOrEqualTo(before.figure(group, figure));
            }
        }
    }

    private static void assertConsistent(Snapshot now) {
        long allNets = 0;
        long institutions = 0;
        for (InvestorGroup group : InvestorGroup.values()) {
            long net = now.figure(group, Figure.NET_BUY_VALUE);
            long difference = now.figure(group, Figure.BUY_VALUE) - now.figure(group, Figure.SELL_VALUE);
            assertThat(Math.abs(net - difference)).isLessThanOrEqualTo(1);
            if (group.ordinal() > InvestorGroup.INSTITUTION_TOTAL.ordinal()
                    && group.ordinal() < InvestorGroup.OTHER_ORGANIZATION.ordinal()) {
                institutions += now.figure(group, Figure.SELL_VOLUME);
            } else {
                allNets += net;
            }
            assertThat(CUMULATIVE).allMatch(figure -> now.figure(group, figure) >= 0);
        }
        assertThat(Math.abs(allNets)).isLessThanOrEqualTo(3);
        assertThat(Math.abs(institutions - now.figure(InvestorGroup.INSTITUTION_TOTAL, Figure.SELL_VOLUME)))
                .isLessThanOrEqualTo(4);
        assertThat(Stream.of(Figure.values()).map(figure -> now.figure(InvestorGroup.OTHER_ORGANIZATION, figure)))
                .containsOnly(0L);
    }

    private static SessionModel model(long seed, Movement movement, LocalTime resetAt) {
        return new SessionModel(
                options(seed, movement, MIDNIGHT).resetAt(resetAt).build());
    }

    private static SimulatorOptions.Builder options(long seed, Movement movement, Instant started) {
        return Client.options().seed(seed).movement(movement).clock(InstantSource.fixed(started));
    }

    private static Instant at(LocalTime time) {
        return MIDNIGHT.plusSeconds(time.toSecondOfDay());
    }
}
