package io.github.kisconnect.investorflow.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shows medians over the rounds; of what must not happen at all, the worst. */
final class TrafficTable {
    private TrafficTable() {}

    private record Key(String what, String subject) {}

    static Table of(String title, List<TrafficCase> cases, List<TrafficResult> results) {
        Map<Key, List<TrafficResult>> byKey = results.stream()
                .collect(Collectors.groupingBy(
                        one -> new Key(one.what(), one.subject()), LinkedHashMap::new, Collectors.toList()));
        Map<String, TrafficCase> byName = cases.stream().collect(Collectors.toMap(TrafficCase::name, one -> one));
        return new Table(
                title,
                List.of(
                        "rate/s",
                        "round trip ms",
                        "in flight",
                        "subject",
                        "rounds of s",
                        "slots used %",
                        "most/s",
                        "refused",
                        "records/s",
                        "CPU s per 1,000",
                        "latency p50 ms",
                        "p99 ms"),
                byKey.entrySet().stream()
                        .map(entry -> row(
                                byName.get(entry.getKey().what()),
                                entry.getKey().subject(),
                                entry.getValue()))
                        .toList());
    }

    private static List<String> row(TrafficCase what, String subject, List<TrafficResult> rounds) {
        ConnectorPlan plan = what.plan();
        return List.of(
                "%.0f".formatted(plan.rate()),
                Long.toString(what.roundTrip().toMillis()),
                plan.tasks() == 1 ? "" + plan.inFlight() : plan.tasks() + " x " + plan.inFlight(),
                subject,
                "%d of %.0f".formatted(rounds.size(), rounds.get(0).seconds()),
                "%.1f".formatted(median(rounds, TrafficResult::usedPercent)),
                Long.toString(most(rounds, TrafficResult::mostInASecond)),
                Long.toString(most(rounds, TrafficResult::refused)),
                "%.1f".formatted(median(rounds, one -> one.records() / one.seconds())),
                "%.2f".formatted(median(rounds, TrafficResult::cpuSecondsPerThousand)),
                "%.0f".formatted(median(rounds, TrafficResult::p50Millis)),
                "%.0f".formatted(median(rounds, TrafficResult::p99Millis)));
    }

    private static double median(List<TrafficResult> rounds, ToDoubleFunction<TrafficResult> value) {
        return Medians.of(rounds.stream().mapToDouble(value));
    }

    private static long most(List<TrafficResult> rounds, ToDoubleFunction<TrafficResult> value) {
        return (long) rounds.stream().mapToDouble(value).max().orElse(0);
    }
}
