package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.Quota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The pace of a task")
class PaceTest {
    private static final int RATE = 15;

    private final Quota quota = Clients.quota(RATE, () -> 0);

    @Test
    @DisplayName("uses every slot at the full rate")
    void full() {
        assertThat(used(new Pace(quota, 7), 1000)).isEqualTo(1000);
    }

    @Test
    @DisplayName("uses as many slots as the connector's quota allows, whichever task has learnt it")
    void share() {
        Pace one = new Pace(quota, 0);
        Pace other = new Pace(quota, 1);
        one.answered(true, 0);
        assertThat(used(one, 1000)).isBetween(899, 901);
        assertThat(used(other, 1000)).isBetween(899, 901);
    }

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {1, 2, 3, 16})
    @DisplayName("lets no task starve while the tasks' slots alternate, at any share")
    void fair(int tasks) {
        for (int second = 0; quota.requestsPerSecond() > 1; second++) {
            lower(second);
            List<Pace> paces = IntStream.range(0, tasks)
                    .mapToObj(task -> new Pace(quota, task))
                    .toList();
            int rounds = 300;
            for (Pace pace : paces) {
                assertThat((double) used(pace, rounds))
                        .as("used of %d at %s", rounds, quota.share())
                        .isBetween(rounds * quota.share() - 1, rounds * quota.share() + 1);
            }
        }
    }

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {1, 2, 3, 7, 16, 40})
    @DisplayName("spreads what is used over the tasks, so that no second has more than its share and three")
    void even(int tasks) {
        for (int second = 0; quota.requestsPerSecond() > 1; second++) {
            lower(second);
            List<Pace> paces = IntStream.range(0, tasks)
                    .mapToObj(task -> new Pace(quota, task))
                    .toList();
            List<Integer> used = new ArrayList<>();
            for (int slot = 0; slot < 300; slot++) {
                used.add(paces.get(slot % tasks).useSlot() ? 1 : 0);
            }
            for (int from = 0; from + RATE <= used.size(); from++) {
                assertThat((double) used.subList(from, from + RATE).stream()
                                .mapToInt(one -> one)
                                .sum())
                        .as("used in a second from slot %d at %s", from, quota.requestsPerSecond())
                        .isLessThanOrEqualTo(quota.requestsPerSecond() + 3);
            }
        }
    }

    private void lower(int second) {
        // Each in a second of its own.
        quota.answered(false, Duration.ofSeconds(second).toNanos());
        quota.answered(true, Duration.ofSeconds(second).plusMillis(1).toNanos());
    }

    private static int used(Pace pace, int slots) {
        return (int) IntStream.range(0, slots).filter(slot -> pace.useSlot()).count();
    }
}
