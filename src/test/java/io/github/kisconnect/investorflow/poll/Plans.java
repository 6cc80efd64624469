package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Plans of connectors whose pairs all have the same interval. */
final class Plans {
    private Plans() {}

    static PollPlan even(
            List<NumberedPair> pairs,
            int total,
            double rate,
            Duration interval,
            int maxInFlight,
            boolean asksHolidays) {
        Timetable timetable = new Timetable(Collections.nCopies(total, interval), rate);
        return new PollPlan(pairs, timetable, maxInFlight, asksHolidays);
    }
}
