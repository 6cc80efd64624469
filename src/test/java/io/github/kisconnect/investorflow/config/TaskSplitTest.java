package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Draws;
import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The split of pairs over tasks")
class TaskSplitTest {
    private static final List<String> ALL = Catalogue.bundled().sectors().stream()
            .map(sector -> sector.pair().toString())
            .toList();

    static Stream<Long> seeds() {
        return new Random(3).longs(50L * Draws.TIMES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives every pair to one task, balanced within one, and never more tasks than allowed or pairs")
    void properties(long seed) {
        Random random = new Random(seed);
        List<String> selected = new ArrayList<>(ALL);
        java.util.Collections.shuffle(selected, random);
        selected = selected.subList(0, 1 + random.nextInt(ALL.size()));
        int tasksMax = 1 + random.nextInt(100);
        List<PollPlan> plans = plans(String.join(",", selected), tasksMax);

        assertThat(plans).hasSize(Math.min(tasksMax, selected.size()));
        int pairs = selected.size();
        assertThat(plans).allSatisfy(plan -> assertThat(plan.pairs())
                .hasSizeBetween(pairs / plans.size(), (pairs + plans.size() - 1) / plans.size()));
        List<NumberedPair> dealt =
                plans.stream().flatMap(plan -> plan.pairs().stream()).toList();
        assertThat(dealt).extracting(one -> one.pair().toString()).containsExactlyInAnyOrderElementsOf(selected);
        assertThat(dealt)
                .extracting(NumberedPair::number)
                .doesNotHaveDuplicates()
                .allMatch(number -> number < pairs);
        assertThat(plans).allMatch(plan -> plan.timetable().pairs() == pairs);
        assertThat(plans).allSatisfy(plan -> assertThat(plan.pairs())
                .extracting(NumberedPair::number)
                .isSorted());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives a pair the same number however many tasks there are and however the list was written")
    void stableNumbers(long seed) {
        Random random = new Random(seed);
        List<String> selected = new ArrayList<>(ALL.subList(0, 20));
        Map<MarketSector, Integer> numbers = numbers(plans(String.join(",", selected), 1));
        java.util.Collections.shuffle(selected, random);
        assertThat(numbers(plans(String.join(" , ", selected), 1 + random.nextInt(20))))
                .isEqualTo(numbers);
    }

    @Test
    @DisplayName(
            "hands every setting on unchanged, secrets under their own keys, with nothing but the task's own added")
    void settings() {
        Map<String, String> properties = properties("*");
        for (Map<String, String> config : split(properties, 3)) {
            Map<String, String> copy = new HashMap<>(config);
            assertThat(copy.keySet().removeAll(List.of("task.id", "task.pairs", "task.total.pairs")))
                    .isTrue();
            assertThat(copy).isEqualTo(properties);
            assertThat(config.get("task.pairs")).doesNotContain("key", "secret");
        }
        assertThat(split(properties, 3))
                .extracting(config -> config.get("task.id"))
                .containsExactly("0", "1", "2");
    }

    @Test
    @DisplayName("takes what the configuration says into each task's plan")
    void plan() {
        PollPlan plan = plans("KSP:0001,KSP:0002,KSP:0003", 2).get(1);
        assertThat(plan.pairs()).containsExactly(new NumberedPair(1, new MarketSector("KSP", "0002")));
        assertThat(plan.timetable().slotsGiven()).as("15 a second").isEqualTo(900);
        assertThat(plan.interval()).hasSeconds(60);
        assertThat(plan.maxInFlight()).isEqualTo(16);
    }

    @Test
    @DisplayName("tells each task the intervals of all pairs, where they differ, so that all have the same timetable")
    void intervals() {
        Map<String, String> properties = properties("KSP:*,KSQ:*,K2I:F001");
        properties.put("poll.interval.overrides", "KSP:0001=5000,KSQ:*=10000,K2I:*=5000");
        List<Map<String, String>> configs = split(properties, 3);
        List<PollPlan> plans = configs.stream()
                .map(config -> new InvestorFlowTaskConfig(config).plan())
                .toList();
        assertThat(plans).hasSize(3).allSatisfy(plan -> plan.pairs().forEach(one -> {
            String pair = one.pair().toString();
            long millis = pair.startsWith("KSQ") ? 10_000 : pair.matches("KSP:0001|K2I:.*") ? 5000 : 60_000;
            assertThat(plan.intervals().get(one.pair())).as(pair).hasMillis(millis);
            assertThat(plans)
                    .allMatch(other -> other.timetable().interval(one.number()).toMillis() == millis);
        }));
    }

    @Test
    @DisplayName("deals an unknown pair that is allowed")
    void unknownPair() {
        Map<String, String> properties = properties("NEW:ABC,KSP:0001");
        properties.put("market.sectors.allow.unknown", "true");
        assertThat(split(properties, 9))
                .extracting(config -> config.get("task.pairs"))
                .containsExactly("0=KSP:0001", "1=NEW:ABC");
    }

    private static Map<MarketSector, Integer> numbers(List<PollPlan> plans) {
        Map<MarketSector, Integer> numbers = new HashMap<>();
        plans.forEach(plan -> plan.pairs().forEach(one -> numbers.put(one.pair(), one.number())));
        return numbers;
    }

    private static List<PollPlan> plans(String sectors, int tasksMax) {
        return split(properties(sectors), tasksMax).stream()
                .map(config -> new InvestorFlowTaskConfig(config).plan())
                .toList();
    }

    private static List<Map<String, String>> split(Map<String, String> properties, int tasksMax) {
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(properties);
        return connector.taskConfigs(tasksMax);
    }

    private static Map<String, String> properties(String sectors) {
        return new HashMap<>(Map.of(
                "name", "flows",
                "kis.app.key", "the-key",
                "kis.app.secret", "the-secret",
                "market.sectors", sectors,
                "session.gate", "always"));
    }
}
