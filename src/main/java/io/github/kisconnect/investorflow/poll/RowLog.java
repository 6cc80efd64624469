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

/** Says of rows that were answered why they are not published, and what will release them. For the poller's thread. */
final class RowLog {
    private static final Logger LOG = LoggerFactory.getLogger(RowLog.class);
    private static final List<Kind> OF_ROWS = List.of(Kind.HELD, Kind.DOUBTED, Kind.SAME_ROW);

    private final Conditions conditions;
    private Instant correctedTick;

    RowLog(Conditions conditions) {
        this.conditions = conditions;
    }

    /** A row of a tick is not known to be of its day. */
    void held(MarketSector pair, Instant tick, Hold why) {
        LocalDate date = Kst.date(tick);
        switch (why) {
            case OTHER_DATE_BY_SERVER -> held(
                    pair,
                    why,
                    date,
                    Level.WARN,
                    "its row is not published under " + date
                            + ", for by the server's clock it is another date; set this host's clock, and have it kept by NTP");
            case NOT_PROVED -> held(
                    pair,
                    why,
                    date,
                    Level.INFO,
                    "its row is not published, for nothing shows yet that it is of " + date
                            + " and not of an earlier day; once the market has opened, rising figures will");
            case LATE_ZEROS -> held(
                    pair,
                    why,
                    date,
                    Level.INFO,
                    "its zeros are not published, for the market may be closed on " + date
                            + "; figures of any pair of this task will show that it is open");
            case ZEROS_AND_BLANKS -> held(
                    pair,
                    why,
                    date,
                    Level.INFO,
                    "its row of zeros and blanks is not published, for it says nothing; a row of figures, or of zeros only, will be");
                // What is known of the day is logged for the task.
            case CONTESTED_DAY, CLOSED_DAY -> OF_ROWS.forEach(kind -> conditions.drop(pair, kind));
        }
    }

    private void held(MarketSector pair, Hold why, LocalDate date, Level level, String detail) {
        conditions.enter(pair, Kind.HELD, why + " " + date, level, detail);
    }

    /** A row is another pair's, too. */
    void sameAs(MarketSector pair, MarketSector other) {
        conditions.enter(
                pair,
                Kind.SAME_ROW,
                "",
                Level.INFO,
                "its row is that of " + other
                        + " in the same tick, too; it is asked for again, and published when it comes again");
    }

    /** A row contradicts those before it; {@code reason}: how. */
    void doubted(MarketSector pair, String reason) {
        conditions.enter(
                pair,
                Kind.DOUBTED,
                "",
                Level.WARN,
                "a row is not published, for " + reason + "; lower figures are published when they last, zeros never");
    }

    /** A row is published, or the same as the one before. */
    void believed(MarketSector pair) {
        OF_ROWS.forEach(kind -> conditions.leave(pair, kind));
    }

    /** A row of a tick takes back what those before it said; {@code correction}: how. */
    void corrected(MarketSector pair, Instant tick, String correction) {
        if (!tick.equals(correctedTick)) {
            correctedTick = tick;
            LOG.warn(
                    "{}: {}, and still so a tick later: published as a correction; further pairs with one in this tick are not"
                            + " logged",
                    pair,
                    correction);
        }
    }
}
