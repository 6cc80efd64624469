package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The emission of a pair, beside a plain model of it,")
class PairEmissionModelTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Snapshot ZEROS = Samples.all(0L);

    static Stream<Long> seeds() {
        return new Random(42).longs(400).boxed();
    }

    /** One answer of a random history. */
    private record Given(Instant tick, Snapshot snapshot) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("makes the records that a plain model makes of the whole history, with restarts in between")
    void likeThePlainModel(long seed) {
        Random random = new Random(seed);
        Duration interval = Duration.ofMinutes(List.of(1, 5, 30, 240).get(random.nextInt(4)));
        EmitMode mode = EmitMode.values()[random.nextInt(2)];
        Duration silence = interval.multipliedBy(random.nextInt(4));
        PairEmission.Settings settings = new PairEmission.Settings(mode, silence, interval, false);
        Instant first = Instant.parse("2026-11-22T15:00:00Z").plus(interval.multipliedBy(random.nextInt(6)));

        Model model = new Model(settings, first);
        PairEmission emission = new PairEmission(PAIR, settings, TradingSessions.always(), null, first);
        Published last = null;
        Instant tick = first;
        for (int i = 0; i < 120; i++) {
            if (random.nextInt(25) == 0) {
                emission = new PairEmission(PAIR, settings, TradingSessions.always(), last, tick);
                model.restart(tick);
            }
            if (random.nextInt(5) != 0) {
                Snapshot snapshot = Samples.all((long) random.nextInt(4));
                Optional<Emitted> emitted = emission.offer(tick, snapshot, tick.plusMillis(5), null, "")
                        .record();
                assertThat(emitted).as("answer %d at %s", i, tick).isEqualTo(model.offer(new Given(tick, snapshot)));
                last = emitted.map(Emitted::published).orElse(last);
            }
            tick = tick.plus(interval);
        }
    }

    /** Looks at the whole history each time, in place of counting along. */
    private static final class Model {
        private final PairEmission.Settings settings;
        private final List<Given> answeredSinceStart = new ArrayList<>();
        private final List<Given> believedSinceStart = new ArrayList<>();
        /** The last answer, where it was doubted. */
        private Given doubted;

        private Instant started;
        private Emitted last;

        Model(PairEmission.Settings settings, Instant started) {
            this.settings = settings;
            this.started = started;
        }

        /** What was answered without a record is forgotten: it is in no offset. */
        void restart(Instant tick) {
            answeredSinceStart.clear();
            believedSinceStart.clear();
            doubted = null;
            started = tick;
        }

        Optional<Emitted> offer(Given given) {
            LocalDate date = date(given.tick());
            boolean sameDay = last != null && date(last.tick()).equals(date);
            boolean sameFigures = last != null && last.snapshot().equals(given.snapshot());
            boolean repeatOfEarlierDay =
                    last != null && !sameDay && sameFigures && !given.snapshot().equals(ZEROS);
            boolean silent = settings.maxSilence().toMillis() > 0
                    && last != null
                    && Duration.between(last.tick(), given.tick()).compareTo(settings.maxSilence()) >= 0;
            boolean due = settings.mode() == EmitMode.ALL || !sameDay || !sameFigures || silent;
            boolean believed = !repeatOfEarlierDay && isBelieved(given, sameDay);
            Optional<Emitted> emitted = Optional.empty();
            if (due && believed) {
                Instant previous = sameDay ? last.tick() : null;
                last = new Emitted(
                        PAIR,
                        given.tick(),
                        given.tick().plusMillis(5),
                        given.snapshot(),
                        "",
                        previous,
                        missed(given.tick(), previous));
                emitted = Optional.of(last);
            }
            answeredSinceStart.add(given);
            if (believed) {
                believedSinceStart.add(given);
            }
            if (!repeatOfEarlierDay) {
                doubted = believed ? null : given;
            }
            return emitted;
        }

        private boolean isBelieved(Given given, boolean recordToday) {
            List<Given> today = believedSinceStart.stream()
                    .filter(one -> date(one.tick()).equals(date(given.tick())))
                    .toList();
            if (given.snapshot().equals(ZEROS)) {
                boolean figuresRecorded = recordToday && !last.snapshot().equals(ZEROS);
                return !figuresRecorded
                        && today.stream().allMatch(one -> one.snapshot().equals(ZEROS));
            }
            if (today.isEmpty() || !falls(today.get(today.size() - 1), given)) {
                return true;
            }
            return doubted != null
                    && date(doubted.tick()).equals(date(given.tick()))
                    && !doubted.snapshot().equals(ZEROS)
                    && !falls(doubted, given);
        }

        private static boolean falls(Given from, Given to) {
            return figure(to) < figure(from);
        }

        /** In these histories all figures of a row are the same. */
        private static long figure(Given given) {
            return given.snapshot().figure(InvestorGroup.BANK, Figure.SELL_VALUE);
        }

        private int missed(Instant tick, Instant previous) {
            int missed = 0;
            for (Instant one = tick.minus(settings.interval());
                    date(one).equals(date(tick));
                    one = one.minus(settings.interval())) {
                Instant each = one;
                boolean counts = previous == null ? !each.isBefore(started) : each.isAfter(previous);
                if (counts
                        && answeredSinceStart.stream()
                                .noneMatch(given -> given.tick().equals(each))) {
                    missed++;
                }
            }
            return missed;
        }

        private static LocalDate date(Instant tick) {
            return tick.atOffset(ZoneOffset.ofHours(9)).toLocalDate();
        }
    }
}
