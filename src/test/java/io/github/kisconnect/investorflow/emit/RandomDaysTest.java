package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Drandom.days=20000} goes through as many. */
@Tag("alone")
@DisplayName("Through random days of a market whose API stutters, over restarts and outages,")
class RandomDaysTest {
    private static final int DAYS_OF_A_SEED = 5;
    private static final int DAYS = Integer.getInteger("random.days", 500);

    @Test
    @DisplayName(
            "no row of another date is published that could be known as one, none that contradicts, and none that is right is late")
    void truth() {
        Map<DayAudit.Count, Integer> counts = new EnumMap<>(DayAudit.Count.class);
        LongStream.range(0, DAYS / DAYS_OF_A_SEED).parallel().forEach(seed -> {
            DayAudit audit = new RandomDays(seed).live();
            assertThat(audit.differences()).as("seed %d", seed).isEmpty();
            synchronized (counts) {
                for (DayAudit.Count count : DayAudit.Count.values()) {
                    counts.merge(count, audit.count(count), Integer::sum);
                }
            }
        });
        System.out.println("Random days: " + counts);
        // On the others nothing is asked: they are known to be closed.
        assertThat(counts.get(DayAudit.Count.DAYS)).isGreaterThan(DAYS * 9 / 10);
        assertThat(counts.get(DayAudit.Count.CORRECTIONS)).isPositive();
        assertThat(counts.get(DayAudit.Count.OLD_THAT_THE_RUN_COULD_NOT_KNOW))
                .as("%s", counts)
                .isLessThan(DAYS / 50);
    }
}
