package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pairs of a task in the exchange's sessions, with ticks of a minute. */
abstract class SessionFixture {
    static final MarketSector KOSPI = new MarketSector("KSP", "0001");
    static final MarketSector FUTURES = new MarketSector("K2I", "F001");
    static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    static final Snapshot OLD = Samples.all(900L);
    static final Snapshot ZEROS = Samples.all(0L);

    EmitMode mode = EmitMode.CHANGES;
    /** What the holiday endpoint says of the date; null: nothing. */
    Boolean saidOpen;

    boolean saidToday = true;
    LocalDate date = MONDAY;
    /** The pair that rows are offered for. */
    MarketSector pair = KOSPI;

    private TaskEmission emission = task(Map.of());

    /** A task with these pairs' last records; pairs without are KOSPI and the futures. */
    final TaskEmission task(Map<MarketSector, Published> last) {
        TradingSessions sessions = TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                new HolidayWord() {
                    @Override
                    public Optional<Boolean> saysOpen(LocalDate asked) {
                        return Optional.ofNullable(saidOpen);
                    }

                    @Override
                    public boolean isOf(LocalDate asked) {
                        return saidToday;
                    }
                },
                TradingCalendar.bundled(),
                Catalogue.bundled());
        return new TaskEmission(
                new EmissionSettings(mode, Duration.ZERO, false),
                sessions,
                Stream.of(KOSPI, FUTURES)
                        .map(one -> new TaskEmission.Start(one, Duration.ofMinutes(1), last.get(one)))
                        .toList());
    }

    /** A task starts that knows nothing. */
    final void start() {
        emission = task(Map.of());
    }

    /** A task starts that knows these last records. */
    final void restart(Map<MarketSector, Published> last) {
        emission = task(last);
    }

    /** A task starts that knows the last record of the pair. */
    final void start(Published last) {
        Map<MarketSector, Published> known = new HashMap<>();
        known.put(pair, last);
        emission = task(known);
    }

    /** That of the last tick of a session: what stood there when the next one began. */
    static Published ended(LocalDate day, Snapshot row) {
        return new Published(at(day, "20:09"), row.digest(), day, 0, null);
    }

    static Published record(LocalDate day, String time, String digest, String earlierDigest) {
        return new Published(at(day, time), digest, day, 0, earlierDigest);
    }

    final Verdict offer(String time, Snapshot row) {
        return offer(pair, time, row);
    }

    final Verdict offer(MarketSector of, String time, Snapshot row) {
        return offer(of, at(time), row, at(time));
    }

    final Verdict offer(MarketSector of, Instant tick, Snapshot row, Instant servedAt) {
        return emission.offer(of, tick, new Row(row, tick.plusMillis(5), servedAt, ""));
    }

    final TaskEmission emission() {
        return emission;
    }

    final void assertHeld(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isInstanceOf(Verdict.Held.class);
    }

    final void assertHeld(String time, Snapshot row, Hold why) {
        assertThat(offer(time, row)).as(time).isEqualTo(new Verdict.Held(why));
    }

    final Emitted assertPublished(String time, Snapshot row) {
        Verdict verdict = offer(time, row);
        assertThat(verdict).as(time).isInstanceOf(Verdict.Published.class);
        return ((Verdict.Published) verdict).emitted();
    }

    final void assertUnchanged(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isEqualTo(new Verdict.Unchanged());
    }

    final void assertDoubted(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isInstanceOf(Verdict.Doubted.class);
    }

    static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    final Instant at(String time) {
        return at(date, time);
    }

    static Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).toInstant(Kst.ZONE);
    }
}
