package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The proof of the trade date, beside a plain model of it,")
class DateProofModelTest {
    private static final LocalTime STOCKS = LocalTime.of(9, 0);
    private static final LocalTime DERIVATIVES = LocalTime.of(8, 45);
    private static final LocalTime WORD_COUNTS = LocalTime.of(9, 10);
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    static Stream<Long> seeds() {
        return new Random(7).longs(400).boxed();
    }

    /** A row of a random history; all of its figures are the same. */
    private record Seen(LocalDate date, LocalTime time, int row, boolean held) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("holds the rows that a plain model of the whole history holds, with restarts in between")
    void likeThePlainModel(long seed) {
        Random random = new Random(seed);
        boolean derivatives = random.nextBoolean();
        MarketSector pair = derivatives ? new MarketSector("K2I", "F001") : new MarketSector("KSP", "0001");
        Map<LocalDate, Boolean> word = new HashMap<>();
        TradingSessions sessions = TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                date -> Optional.ofNullable(word.get(date)),
                TradingCalendar.bundled(),
                Catalogue.bundled());
        PairEmission.Settings settings = new PairEmission.Settings(
                EmitMode.values()[random.nextInt(2)], Duration.ofMinutes(10), INTERVAL, false);
        Model model = new Model(derivatives ? DERIVATIVES : STOCKS, word);
        Published last = null;
        PairEmission emission = new PairEmission(pair, settings, sessions, null, Instant.EPOCH);
        for (int day = 0; day < 5; day++) {
            LocalDate date = LocalDate.of(2026, 11, 23).plusDays(day);
            if (random.nextBoolean()) {
                word.put(date, random.nextInt(4) != 0);
            }
            int base = random.nextInt(3);
            for (LocalTime time = LocalTime.of(8, 40);
                    time.isBefore(LocalTime.of(10, 20));
                    time = time.plus(INTERVAL)) {
                if (random.nextInt(20) == 0) {
                    emission = new PairEmission(pair, settings, sessions, last, Instant.EPOCH);
                    model.restart(last);
                }
                int row = random.nextInt(4) == 0 ? 0 : base + random.nextInt(3);
                Instant tick = date.atTime(time).toInstant(Kst.ZONE);
                boolean held = !model.isOfDay(date, time, row);
                Verdict verdict = emission.offer(tick, Samples.all((long) row), tick, tick, "");
                assertThat(verdict instanceof Verdict.Held)
                        .as("%s %s row %d after %s", date, time, row, model.seen)
                        .isEqualTo(held);
                model.seen.add(new Seen(date, time, row, held));
                last = verdict.record().map(Emitted::published).orElse(last);
                model.last = last;
            }
        }
    }

    /** Looks at the whole history since the start each time. */
    private static final class Model {
        private final LocalTime opens;
        private final Map<LocalDate, Boolean> word;
        private final List<Seen> seen = new ArrayList<>();
        private Published last;
        /** The last record when the task started. */
        private Published storedAtStart;

        private Published lastOfEarlierDay;

        Model(LocalTime opens, Map<LocalDate, Boolean> word) {
            this.opens = opens;
            this.word = word;
        }

        void restart(Published lastRecord) {
            seen.clear();
            storedAtStart = lastRecord;
        }

        boolean isOfDay(LocalDate date, LocalTime time, int row) {
            List<Seen> today =
                    seen.stream().filter(one -> one.date().equals(date)).toList();
            if (today.isEmpty()) {
                lastOfEarlierDay = last != null && last.tradeDate().isBefore(date) ? last : null;
            }
            if (row == 0) {
                boolean othersHeld = today.stream().anyMatch(one -> one.row() != 0 && one.held());
                return hasFigures(date, today) || !othersHeld || time.isBefore(WORD_COUNTS);
            }
            if (lastOfEarlierDay != null && lastOfEarlierDay.digest().equals(digest(row))) {
                return false;
            }
            if (time.isBefore(opens)) {
                return false;
            }
            boolean wordCounts = word.getOrDefault(date, false) && !time.isBefore(WORD_COUNTS);
            return wordCounts || isProvedByRows(date, row, today);
        }

        private boolean hasFigures(LocalDate date, List<Seen> today) {
            boolean stored = storedAtStart != null
                    && storedAtStart.tradeDate().equals(date)
                    && !storedAtStart.digest().equals(digest(0));
            return stored || today.stream().anyMatch(one -> one.row() != 0 && !one.held());
        }

        private boolean isProvedByRows(LocalDate date, int row, List<Seen> today) {
            boolean zeros = today.stream().anyMatch(one -> one.row() == 0 && !one.held());
            boolean earlier = today.stream().anyMatch(one -> isOfEarlierDay(one.row()));
            Optional<Integer> standing = today.stream()
                    .filter(one -> one.row() != 0 && one.held() && !isOfEarlierDay(one.row()))
                    .map(Seen::row)
                    .findFirst()
                    .filter(held -> today.stream().noneMatch(one -> one.row() == held && !one.held()));
            return standing.map(held -> held != row).orElse(zeros || earlier || hasFigures(date, today));
        }

        private boolean isOfEarlierDay(int row) {
            return lastOfEarlierDay != null && lastOfEarlierDay.digest().equals(digest(row));
        }

        private static String digest(int row) {
            return Samples.all((long) row).digest();
        }
    }
}
