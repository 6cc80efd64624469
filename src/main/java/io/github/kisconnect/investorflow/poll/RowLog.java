package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.Hold;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Conditions.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs why rows are not published, and what will release them. For the poller's thread. */
final class RowLog {
    private static final Logger LOG = LoggerFactory.getLogger(RowLog.class);
    private static final List<Kind> OF_ROWS = List.of(Kind.HELD, Kind.DOUBTED, Kind.SAME_ROW);

    private final Conditions conditions;
    private Instant correctedTick;

    RowLog(Conditions conditions) {
        this.conditions = conditions;
    }

    /** A row of a tick is not known to belong to its day. */
    void held(MarketSector pair, Instant tick, Hold why) {
        LocalDate date = Kst.date(tick);
        switch (why) {
            case OTHER_DATE_BY_SERVER -> held(
                    pair,
                    Level.WARN,
                    "the server's date is not " + date,
                    "its row is not published under " + date
                            + ", because the server's clock has another date; set this host's clock, and keep it synchronized"
                            + " by NTP");
            case NOT_PROVED -> held(
                    pair,
                    Level.INFO,
                    "not shown to be from " + date,
                    "its row is not published, because nothing shows yet that it is from " + date
                            + " and not from an earlier day; once the market has opened, rising figures will");
            case LATE_ZEROS -> held(
                    pair,
                    Level.INFO,
                    "zeros on " + date,
                    "its zeros are not published, because the market may be closed on " + date
                            + "; figures for any pair of this task will show that it is open, and"
                            + " zeros after a held row are published after an hour");
            case ZEROS_AND_BLANKS -> held(
                    pair,
                    Level.INFO,
                    "zeros and blanks on " + date,
                    "its row of zeros and blanks is not published, because it says nothing;"
                            + " a row of figures, or of zeros only, will be");
                // What is known about the day is logged once for the task.
            case CONTESTED_DAY, CLOSED_DAY -> OF_ROWS.forEach(kind -> conditions.drop(pair, kind));
        }
    }

    /** {@code inShort}: what the line says that tells when it is over. */
    private void held(MarketSector pair, Level level, String inShort, String detail) {
        conditions.enter(pair, Kind.HELD, inShort, level, detail);
    }

    /** A row equals another pair's. */
    void sameAs(MarketSector pair, MarketSector other) {
        conditions.enter(
                pair,
                Kind.SAME_ROW,
                "",
                Level.INFO,
                "its row equals that of " + other
                        + " in the same tick; the pair is polled again, and the row is published if it comes again");
    }

    /** A row contradicts those before it; {@code reason}: how. */
    void doubted(MarketSector pair, String reason) {
        conditions.enter(
                pair,
                Kind.DOUBTED,
                "",
                Level.WARN,
                "a row is not published, because " + reason
                        + "; lower figures are published if they last, zeros never");
    }

    /** A row is published, or the same as the one before. */
    void believed(MarketSector pair) {
        OF_ROWS.forEach(kind -> conditions.leave(pair, kind));
    }

    /** A row of a tick takes back what earlier rows said; {@code correction}: how. */
    void corrected(MarketSector pair, Instant tick, String correction) {
        if (!tick.equals(correctedTick)) {
            correctedTick = tick;
            LOG.warn(
                    "{}: {}, and still so a tick later, so it is published as a correction; other corrections in this tick are"
                            + " not logged",
                    pair,
                    correction);
        }
    }
}
