package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTask.TransactionBoundary;

/**
 * What single settings cannot tell: settings against each other, and settings that this version does not have yet.
 *
 * <p>Runs on a configuration whose single settings are all right.
 */
final class ConfigRules {
    /** First parts of names that only this connector uses: a name that begins so and is not defined is a typing error. */
    private static final List<String> OWN_PREFIXES =
            List.of("kis.", "market.", "poll.", "emit.", "session.", "quarantine.");

    private static final int MOST_LISTED = 10;

    private ConfigRules() {}

    /** Settings that are not this connector's and must not be given so, each with a sentence: names that look like its own, and one of Connect's. */
    static Map<String, String> foreignSettings(Map<String, String> given) {
        Map<String, String> problems = new LinkedHashMap<>();
        given.keySet().stream()
                .filter(name -> OWN_PREFIXES.stream().anyMatch(name::startsWith))
                .filter(name -> !InvestorFlowConfig.DEFINITION.names().contains(name))
                .sorted()
                .forEach(name -> problems.put(
                        name, name + " is not a setting of this connector; check its spelling, or remove it."));
        boundaryProblem(given.get(SourceTask.TRANSACTION_BOUNDARY_CONFIG))
                .ifPresent(problem -> problems.put(SourceTask.TRANSACTION_BOUNDARY_CONFIG, problem));
        return problems;
    }

    /**
     * Acknowledgements tell a task whether it is paused, and with intervals they come late. Without exactly-once the setting has no effect, but a
     * connector cannot see whether its worker has that enabled. What else is wrong with the setting Connect says itself.
     */
    private static Optional<String> boundaryProblem(String boundary) {
        return Optional.ofNullable(boundary)
                .filter(given -> given.trim().equalsIgnoreCase(TransactionBoundary.INTERVAL.toString()))
                .map(given -> SourceTask.TRANSACTION_BOUNDARY_CONFIG + " '" + given
                        + "' is not supported: records would wait for the interval's end, and a paused connector would go on asking the API"
                        + " until then. Give '" + TransactionBoundary.POLL + "', the default, or remove it.");
    }

    /** Settings that are right each but do not go together, with one sentence that says what to do. */
    static Map<String, String> problems(InvestorFlowConfig config) {
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<String> selection = selectionProblem(config.selection());
        if (selection.isPresent()) {
            problems.put(ConfigKeys.MARKET_SECTORS, selection.get());
        } else if (sweep(config).compareTo(config.pollInterval()) > 0) {
            problems.put(
                    ConfigKeys.POLL_INTERVAL_MS,
                    ConfigKeys.POLL_INTERVAL_MS + " " + config.pollInterval().toMillis() + " is shorter than a sweep: "
                            + sweepText(config) + ". Lengthen the interval, select fewer pairs in "
                            + ConfigKeys.MARKET_SECTORS + ", or raise " + ConfigKeys.REQUESTS_PER_SECOND
                            + " where the account's quota allows it.");
        }
        quarantineProblem(config).ifPresent(problem -> problems.put(ConfigKeys.QUARANTINE_TOPIC, problem));
        if (!config.maxOutage().isZero()
                && config.maxOutage().compareTo(config.pollInterval().multipliedBy(2)) < 0) {
            problems.put(
                    ConfigKeys.SESSION_MAX_OUTAGE_MS,
                    ConfigKeys.SESSION_MAX_OUTAGE_MS + " " + config.maxOutage().toMillis()
                            + " would fail the task for one missed answer; give 0 (never), or at least twice "
                            + ConfigKeys.POLL_INTERVAL_MS + ": "
                            + 2 * config.pollInterval().toMillis() + ".");
        }
        if (!config.sessionStart().isBefore(config.sessionEnd())) {
            problems.put(
                    ConfigKeys.SESSION_END,
                    ConfigKeys.SESSION_END + " " + config.sessionEnd() + " is not after " + ConfigKeys.SESSION_START
                            + " " + config.sessionStart() + "; both are times of one day in KST.");
        }
        long interval = config.pollInterval().toMillis();
        long start = Duration.between(LocalTime.MIDNIGHT, config.sessionStart()).toMillis();
        long end = Duration.between(LocalTime.MIDNIGHT, config.sessionEnd()).toMillis();
        boolean hasTick = (end - 1) / interval * interval >= start;
        if (config.sessionGate() == SessionGate.KRX && start < end && !hasTick) {
            problems.putIfAbsent(
                    ConfigKeys.POLL_INTERVAL_MS,
                    ConfigKeys.POLL_INTERVAL_MS + " " + interval + " has no tick between "
                            + ConfigKeys.SESSION_START + " " + config.sessionStart() + " and " + ConfigKeys.SESSION_END
                            + " "
                            + config.sessionEnd()
                            + ", as ticks count from 00:00 KST; shorten it, or widen the session.");
        }
        TransportRules.problems(config, problems);
        return problems;
    }

    /** Who reads figures must not meet a reject. */
    private static Optional<String> quarantineProblem(InvestorFlowConfig config) {
        return config.quarantineTopic()
                .filter(quarantine -> config.pairs().stream()
                        .anyMatch(pair -> RecordFactory.topic(config.topic(), pair.market())
                                .equals(quarantine)))
                .map(quarantine -> ConfigKeys.QUARANTINE_TOPIC + " '" + quarantine
                        + "' is the topic of the records, too; give another name, such as '" + quarantine
                        + ".quarantine'.");
    }

    /** What is wrong with {@code market.sectors}, in one sentence; empty when nothing is. */
    static Optional<String> selectionProblem(PairSelection selection) {
        List<String> problems = selection.problems();
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        List<String> listed = problems.subList(0, Math.min(problems.size(), MOST_LISTED));
        String more = problems.size() > MOST_LISTED ? "; and " + (problems.size() - MOST_LISTED) + " more" : "";
        return Optional.of(ConfigKeys.MARKET_SECTORS + ": " + String.join("; ", listed) + more + ".");
    }

    /** How long it takes to ask for every pair once. */
    static Duration sweep(InvestorFlowConfig config) {
        return Duration.ofNanos((long) (config.pairs().size() * 1e9 / config.requestsPerSecond()));
    }

    static String sweepText(InvestorFlowConfig config) {
        return config.pairs().size() + " pairs at " + config.requestsPerSecond() + " requests a second take "
                + sweep(config).toMillis() + " ms";
    }
}
