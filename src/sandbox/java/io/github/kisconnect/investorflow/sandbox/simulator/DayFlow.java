package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * What flows in one pair on one day: an early flow and a late one, each about half of a real day's.
 *
 * <p>Every flow balances, as in a market somebody buys what somebody sells: each group's figures are those of the real body
 * times something near one, and individuals buy what is left. With two flows of unlike shape the net figures turn during a
 * day. Each figure is rounded on its own, so sums and differences are off by as little as the real ones.
 */
final class DayFlow {
    private static final Snapshot COMPOSITE = Bodies.sampleSnapshot("KSP-0001-official-example.json");
    private static final Snapshot MANUFACTURING = Bodies.sampleSnapshot("KSP-0027-captured-2024-07-02.json");
    private static final MarketSector COMPOSITE_PAIR = new MarketSector("KSP", "0001");
    private static final MarketSector MANUFACTURING_PAIR = new MarketSector("KSP", "0027");

    private static final double LEAST = 0.8;
    private static final double MOST = 1.2;

    private final Map<InvestorGroup, Sides> early;
    private final Map<InvestorGroup, Sides> late;

    private DayFlow(Map<InvestorGroup, Sides> early, Map<InvestorGroup, Sides> late) {
        this.early = early;
        this.late = late;
    }

    private record Sides(double sellVolume, double buyVolume, double sellValue, double buyValue) {
        static final Sides NONE = new Sides(0, 0, 0, 0);

        Sides plus(Sides other) {
            return new Sides(
                    sellVolume + other.sellVolume,
                    buyVolume + other.buyVolume,
                    sellValue + other.sellValue,
                    buyValue + other.buyValue);
        }

        Sides times(double part) {
            return new Sides(sellVolume * part, buyVolume * part, sellValue * part, buyValue * part);
        }

        long rounded(Figure figure) {
            return Math.round(
                    switch (figure) {
                        case SELL_VOLUME -> sellVolume;
                        case BUY_VOLUME -> buyVolume;
                        case NET_BUY_VOLUME -> buyVolume - sellVolume;
                        case SELL_VALUE -> sellValue;
                        case BUY_VALUE -> buyValue;
                        case NET_BUY_VALUE -> buyValue - sellValue;
                    });
        }
    }

    /** A pair's flow on one day: the two pairs whose real bodies we have are of their size, the others smaller. */
    static DayFlow of(MarketSector pair, LocalDate date, Draws draws) {
        Random ofPair = draws.about(pair, 1);
        double scale = Math.pow(10, -2.5 * ofPair.nextDouble());
        boolean composite = ofPair.nextBoolean();
        Random ofDay = draws.about(pair, date.toEpochDay());
        if (pair.equals(COMPOSITE_PAIR)) {
            return like(COMPOSITE, 1, ofDay);
        }
        if (pair.equals(MANUFACTURING_PAIR)) {
            return like(MANUFACTURING, 1, ofDay);
        }
        return like(composite ? COMPOSITE : MANUFACTURING, scale, ofDay);
    }

    /** A day like {@code realDay}, {@code scale} times as large. */
    private static DayFlow like(Snapshot realDay, double scale, Random random) {
        return new DayFlow(flow(realDay, scale / 2, random), flow(realDay, scale / 2, random));
    }

    /**
     * The cumulative figures when these parts of the two flows have come in.
     *
     * @param turnover what individuals have traded with each other beyond that, on both sides of both measures
     */
    Snapshot after(double earlyPart, double latePart, double turnover) {
        Map<InvestorGroup, Sides> sum = new EnumMap<>(InvestorGroup.class);
        Sides institutions = Sides.NONE;
        for (InvestorGroup group : early.keySet()) {
            Sides sides = early.get(group).times(earlyPart).plus(late.get(group).times(latePart));
            sum.put(group, sides);
            institutions = isInstitution(group) ? institutions.plus(sides) : institutions;
        }
        sum.put(InvestorGroup.INSTITUTION_TOTAL, institutions);
        sum.merge(InvestorGroup.INDIVIDUAL, new Sides(turnover, turnover, turnover, turnover), Sides::plus);
        return Snapshot.of((group, figure) -> sum.get(group).rounded(figure));
    }

    private static Map<InvestorGroup, Sides> flow(Snapshot realDay, double scale, Random random) {
        Map<InvestorGroup, Sides> flow = new EnumMap<>(InvestorGroup.class);
        Sides all = Sides.NONE;
        for (InvestorGroup group : InvestorGroup.values()) {
            Sides sides = new Sides(
                    realDay.figure(group, Figure.SELL_VOLUME) * scale * nearOne(random),
                    realDay.figure(group, Figure.BUY_VOLUME) * scale * nearOne(random),
                    realDay.figure(group, Figure.SELL_VALUE) * scale * nearOne(random),
                    realDay.figure(group, Figure.BUY_VALUE) * scale * nearOne(random));
            if (group != InvestorGroup.INSTITUTION_TOTAL) {
                flow.put(group, sides);
                all = all.plus(sides);
            }
        }
        Sides individual = flow.get(InvestorGroup.INDIVIDUAL);
        flow.put(
                InvestorGroup.INDIVIDUAL,
                new Sides(
                        individual.sellVolume,
                        individual.buyVolume + all.sellVolume - all.buyVolume,
                        individual.sellValue,
                        individual.buyValue + all.sellValue - all.buyValue));
        return flow;
    }

    private static double nearOne(Random random) {
        return LEAST + (MOST - LEAST) * random.nextDouble();
    }

    private static boolean isInstitution(InvestorGroup group) {
        return group.ordinal() > InvestorGroup.INSTITUTION_TOTAL.ordinal()
                && group.ordinal() < InvestorGroup.OTHER_ORGANIZATION.ordinal();
    }
}
