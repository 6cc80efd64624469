package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.kisconnect.investorflow.Draws;
import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The reconciliation of a random history as the connector's own emission makes it")
class ReconciliationPropertyTest {
    private static final List<MarketSector> PAIRS =
            List.of(new MarketSector("KSP", "0001"), new MarketSector("KSQ", "1001"), new MarketSector("K2I", "F001"));
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Half of the ticks are before midnight in Korea. */
    private static final Instant START = Instant.parse("2026-11-23T14:59:40Z");

    private static final int TICKS = 40;
    /** They may fall: a cumulative one that does is wrong in the record after it, too. */
    private static final List<Figure> NET =
            Stream.of(Figure.values()).filter(figure -> !figure.isCumulative()).toList();

    private final History history = new History();
    /** By the record's position. */
    private final Map<String, LedgerEntry> madeOf = new HashMap<>();

    /** What the emission says, by the record's position. */
    private final Map<String, Integer> missedOf = new HashMap<>();

    private final Map<MarketSector, NavigableMap<Instant, Fate>> fates = new HashMap<>();
    private final Set<MarketSector> inFlight = new HashSet<>();
    private MarketSector pair;
    private Random random;

    /** The one thing that is spoilt. */
    private enum Break {
        CHANGED_FIGURE,
        NULL_AND_ZERO,
        REPEATED_TICK,
        WRONG_KEY,
        WRONG_TIMESTAMP,
        WRONG_PREVIOUS_TICK,
        WRONG_MISSED_TICKS,
        WRONG_DAY_SUM,
        WRONG_CORRECTION,
        WRONG_END_OF_SESSION,
        SPOILT_PUBLISHED,
        OTHER_DATE_PUBLISHED,
        OTHER_PAIR_PUBLISHED,
        RECORD_WITHOUT_ANSWER,
        LOST_CHANGE,
        LOST_PAIR,
        TWO_TRAILING
    }

    static Stream<Long> seeds() {
        return new Random(2).longs(50L * Draws.TIMES).boxed();
    }

    static Stream<Arguments> breaksAndSeeds() {
        return Stream.of(Break.values())
                .flatMap(one -> new Random(3).longs(15L * Draws.TIMES).mapToObj(seed -> Arguments.of(one, seed)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds nothing")
    void good(long seed) {
        make(seed);
        Reconciliation.Report report = history.reconcile();
        assertThat(report.differences()).isEmpty();
        assertThat(report.pairs()).isEqualTo(PAIRS.size());
        assertThat(report.inFlight()).isEqualTo(inFlight.size());
        assertThat(report.served()).isEqualTo(report.records() + report.unchanged() + report.inFlight());
        for (MarketSector one : PAIRS) {
            assertThat(report.ticks().stream().filter(tick -> tick.pair().equals(one)))
                    .extracting(TickFate::tick, TickFate::fate)
                    .containsExactlyElementsOf(fates.get(one).entrySet().stream()
                            .map(fate -> tuple(fate.getKey(), fate.getValue()))
                            .toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("counts as missed what the emission does")
    void missed(long seed) {
        make(seed);
        assertThat(PAIRS.stream().flatMap(one -> history.records(one).stream()))
                .filteredOn(record -> record.value().getPreviousTickAt() != null)
                .allSatisfy(record ->
                        assertThat(record.value().getMissedTicks()).isEqualTo(missedOf.get(record.position())));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("breaksAndSeeds")
    @DisplayName("finds the one thing that is spoilt, and nothing else")
    void broken(Break one, long seed) {
        make(seed);
        String[] expected = spoil(one).split("\n");
        assertThat(history.reconcile().differences()).containsExactly(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("finds each pair lacking when nothing arrived")
    void nothingArrived(long seed) {
        make(seed);
        PAIRS.forEach(history::removeAll);
        assertThat(history.reconcile().differences())
                .hasSize(PAIRS.size())
                .allMatch(difference -> difference.contains("none of its"));
    }

    private void make(long seed) {
        random = new Random(seed);
        EmitMode mode = EmitMode.values()[random.nextInt(EmitMode.values().length)];
        Duration silence = INTERVAL.multipliedBy(random.nextInt(5));
        TaskEmission emission = new TaskEmission(
                new EmissionSettings(mode, silence, false),
                TradingSessions.always(),
                PAIRS.stream()
                        .map(one -> new TaskEmission.Start(one, INTERVAL, null))
                        .toList());
        Map<MarketSector, Snapshot> served = new HashMap<>();
        for (int tick = 0; tick < TICKS; tick++) {
            for (MarketSector one : PAIRS) {
                tick(emission, one, START.plus(INTERVAL.multipliedBy(tick)), served);
            }
        }
        for (MarketSector one : PAIRS) {
            if (random.nextBoolean()) {
                LedgerEntry last = trailing(one);
                inFlight.add(one);
                become(one, last.answeredAt().truncatedTo(ChronoUnit.SECONDS), Fate.IN_FLIGHT);
            }
        }
        pair = PAIRS.get(random.nextInt(PAIRS.size()));
    }

    private void tick(TaskEmission emission, MarketSector one, Instant tick, Map<MarketSector, Snapshot> served) {
        Instant answered = tick.plusNanos(random.nextInt(500_000_000));
        if (random.nextInt(8) == 0) {
            history.noted(one, tick, LedgerEntry.Kind.FAULT, null);
        }
        if (random.nextInt(8) == 0) {
            history.noted(one, tick, LedgerEntry.Kind.BLANK, Samples.all(null));
            return;
        }
        if (random.nextBoolean() || !served.containsKey(one)) {
            served.put(one, !served.containsKey(one) && random.nextBoolean() ? Samples.all(0L) : growing(tick));
        }
        LedgerEntry entry = history.answered(one, answered, served.get(one));
        Instant received = answered.plusNanos(random.nextInt(30_000_000));
        Optional<Emitted> made =
                Emissions.record(emission.offer(one, tick, new Row(served.get(one), received, null, "")));
        become(one, tick, made.isPresent() ? Fate.PUBLISHED : Fate.UNCHANGED);
        made.ifPresent(emitted -> {
            FlowRecord record = history.published(one, emitted.tick(), emitted.receivedAt(), emitted.snapshot());
            madeOf.put(record.position(), entry);
            missedOf.put(record.position(), emitted.missedTicks());
        });
    }

    /** What became of a tick of a pair, and of those before it of which nothing was heard. */
    private void become(MarketSector one, Instant tick, Fate fate) {
        NavigableMap<Instant, Fate> all = fates.computeIfAbsent(one, key -> new TreeMap<>());
        for (Instant silent = tick.minus(INTERVAL);
                !all.isEmpty() && silent.isAfter(all.firstKey()) && !all.containsKey(silent);
                silent = silent.minus(INTERVAL)) {
            all.put(silent, Fate.MISSED);
        }
        all.put(tick, fate);
    }

    /** An answer that says something new, in a tick after all others. */
    private LedgerEntry trailing(MarketSector one) {
        List<LedgerEntry> before = history.answers(one);
        Instant at = before.get(before.size() - 1).answeredAt().plus(INTERVAL);
        return history.answered(one, at, growing(at));
    }

    /** Cumulative figures grow from tick to tick, net ones do as they like, and any may be blank. */
    private Snapshot growing(Instant at) {
        long least = Duration.between(START, at).toMillis();
        return Snapshot.of((group, figure) -> {
            if (random.nextInt(10) == 0) {
                return null;
            }
            return figure.isCumulative() ? least + random.nextInt(100) : random.nextInt(5) - 2L;
        });
    }

    private String spoil(Break one) {
        List<FlowRecord> records = history.records(pair);
        // Neither a pair's first record nor its last.
        FlowRecord record = records.get(1 + random.nextInt(records.size() - 2));
        FlowRecord before = records.get(records.indexOf(record) - 1);
        String where = pair + " " + record.position() + ": ";
        switch (one) {
            case CHANGED_FIGURE -> {
                InvestorGroup group = any(List.of(InvestorGroup.values()));
                Figure figure = any(NET);
                Long served = record.snapshot().figure(group, figure);
                return where + setFigure(record, group, figure, served == null ? 1L : served + 1);
            }
            case NULL_AND_ZERO -> {
                return where + swapNullAndZero(record);
            }
            case REPEATED_TICK -> {
                Instant tick = before.value().getTickAt();
                record.value().setTickAt(tick);
                record.value().setTradeDate(before.value().getTradeDate());
                history.connect();
                return where + "the tick " + tick + " is there twice";
            }
            case WRONG_KEY -> {
                history.change(record, "KSP:9999", record.timestamp());
                return where + "its key is KSP:9999";
            }
            case WRONG_TIMESTAMP -> {
                history.change(record, record.key(), record.timestamp().plusMillis(1));
                return where + "its timestamp is not received_at";
            }
            case WRONG_PREVIOUS_TICK -> {
                Instant right = record.value().getPreviousTickAt();
                Instant wrong = right == null ? before.value().getTickAt() : random.nextBoolean() ? null : START;
                Instant other = Objects.equals(wrong, right) ? null : wrong;
                history.changeCount(record, value -> value.setPreviousTickAt(other));
                return where + "previous_tick_at is " + other + ", the record before has " + right;
            }
            case WRONG_MISSED_TICKS -> {
                FlowRecord linked = any(records.stream()
                        .filter(other -> other.value().getPreviousTickAt() != null)
                        .toList());
                int right = linked.value().getMissedTicks();
                history.changeCount(linked, value -> value.setMissedTicks(right + 1));
                Duration since = Duration.between(
                        linked.value().getPreviousTickAt(), linked.value().getTickAt());
                return pair + " " + linked.position() + ": missed_ticks is " + (right + 1) + ", but of "
                        + (since.toSeconds() - 1) + " ticks since the record before " + right + " had no answer";
            }
            case WRONG_DAY_SUM -> {
                FlowRecord last = records.get(records.size() - 1);
                int wrong = last.value().getMissedTicksOfDay() + 1;
                last.value().setMissedTicksOfDay(wrong);
                return pair + " " + last.position() + ": missed_ticks_of_day is " + wrong;
            }
            case WRONG_CORRECTION -> {
                record.value().setCorrection(true);
                return where + "correction is true, and no record before it is higher";
            }
            case WRONG_END_OF_SESSION -> {
                record.value().setEndOfSession(true);
                return where + "end_of_session is true";
            }
            case SPOILT_PUBLISHED -> {
                return wrong(record, pair, 0, true) + "spoilt";
            }
            case OTHER_DATE_PUBLISHED -> {
                return wrong(record, pair, 1, false) + "of "
                        + record.value().getTradeDate().minusDays(1);
            }
            case OTHER_PAIR_PUBLISHED -> {
                MarketSector other =
                        any(PAIRS.stream().filter(each -> !each.equals(pair)).toList());
                return wrong(record, other, 0, false) + "a row of " + other;
            }
            case RECORD_WITHOUT_ANSWER -> {
                FlowRecord made = history.insertBehind(record);
                String position = pair + " " + made.position();
                return position + ": its tick " + made.value().getTickAt() + " is none\n" + position
                        + ": no answer of its own was served before " + made.timestamp();
            }
            case LOST_CHANGE -> {
                FlowRecord change = any(IntStream.range(1, records.size() - 1)
                        .filter(i -> !records.get(i)
                                .snapshot()
                                .equals(records.get(i - 1).snapshot()))
                        .mapToObj(records::get)
                        .toList());
                history.remove(change);
                return lost(madeOf.get(change.position()));
            }
            case LOST_PAIR -> {
                history.removeAll(pair);
                return pair + ": none of its " + history.answers(pair).size() + " answers is in the topic";
            }
            case TWO_TRAILING -> {
                List<LedgerEntry> answers = history.answers(pair);
                LedgerEntry earlier = inFlight.contains(pair) ? answers.get(answers.size() - 1) : trailing(pair);
                trailing(pair);
                return lost(earlier);
            }
            default -> throw new IllegalArgumentException(one.name());
        }
    }

    /** What a record was made of was another pair's row, an earlier date's, or spoilt. */
    private String wrong(FlowRecord record, MarketSector of, int daysBefore, boolean spoilt) {
        LedgerEntry answer = madeOf.get(record.position());
        history.become(answer, of, record.value().getTradeDate().minusDays(daysBefore), spoilt);
        return pair + ": answer " + answer.number() + " of " + answer.answeredAt() + " is in the topic, and is ";
    }

    private String swapNullAndZero(FlowRecord record) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long served = record.snapshot().figure(group, figure);
                if (NET.contains(figure) && (served == null || served == 0)) {
                    return setFigure(record, group, figure, served == null ? 0L : null);
                }
            }
        }
        throw new IllegalStateException("24 random figures have neither a blank nor a zero");
    }

    private static String setFigure(FlowRecord record, InvestorGroup group, Figure figure, Long value) {
        Long served = record.snapshot().figure(group, figure);
        History.setFigures(record.value(), Samples.with(record.snapshot(), group, figure, value));
        return group.fieldName() + "." + figure.fieldName() + " is " + value + ", served was " + served;
    }

    private String lost(LedgerEntry answer) {
        return pair + ": answer " + answer.number() + " of " + answer.answeredAt() + " was new and is not in the topic";
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
