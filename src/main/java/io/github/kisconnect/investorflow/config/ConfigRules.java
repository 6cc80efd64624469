package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTask.TransactionBoundary;

/**
 * Checks that no single setting can make: settings against each other, and settings that this version does not have.
 *
 * <p>Runs on a configuration in which each setting is valid on its own.
 */
final class ConfigRules {
    /** Prefixes that only this connector uses: an undefined name that begins with one is a typing error. */
    private static final List<String> OWN_PREFIXES =
            List.of("kis.", "market.", "poll.", "emit.", "session.", "quarantine.", "record.");

    private static final int MOST_LISTED = 10;

    private ConfigRules() {}

    /**
     * Given settings that are not this connector's but must not be given: names that look like its own, and a value of
     * one of Connect's. One sentence for each.
     */
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
     * A task tells by acknowledgements whether it is paused, and with intervals they come late. Without exactly-once
     * the setting has no effect, but a connector cannot see whether its worker has exactly-once enabled. Connect itself
     * reports anything else that is wrong with the setting.
     */
    private static Optional<String> boundaryProblem(String boundary) {
        return Optional.ofNullable(boundary)
                .filter(given -> given.trim().equalsIgnoreCase(TransactionBoundary.INTERVAL.toString()))
                .map(given -> SourceTask.TRANSACTION_BOUNDARY_CONFIG + " '" + given
                        + "' is not supported: records would wait until the interval ends, and a paused connector would keep"
                        + " polling the API until then. Use '" + TransactionBoundary.POLL
                        + "', the default, or remove the setting.");
    }

    /** Settings that are valid on their own but not together, with one sentence each that says what to do. */
    static Map<String, String> problems(InvestorFlowConfig config) {
        Map<String, String> problems = new LinkedHashMap<>();
        Optional<String> selection = selectionProblem(config.selection());
        if (selection.isPresent()) {
            problems.put(ConfigKeys.MARKET_SECTORS, selection.get());
        } else {
            IntervalRules.problems(config, problems);
        }
        quarantineProblem(config).ifPresent(problem -> problems.put(ConfigKeys.QUARANTINE_TOPIC, problem));
        if (!config.sessionStart().isBefore(config.sessionEnd())) {
            problems.put(
                    ConfigKeys.SESSION_END,
                    ConfigKeys.SESSION_END + " " + config.sessionEnd() + " is not after " + ConfigKeys.SESSION_START
                            + " " + config.sessionStart() + "; both are times of one day in KST.");
        }
        TransportRules.problems(config, problems);
        return problems;
    }

    /** A consumer of the figures must not meet a reject. */
    private static Optional<String> quarantineProblem(InvestorFlowConfig config) {
        return config.quarantineTopic()
                .filter(quarantine -> config.pairs().stream()
                        .anyMatch(pair -> RecordFactory.topic(config.topic(), pair.market())
                                .equals(quarantine)))
                .map(quarantine -> ConfigKeys.QUARANTINE_TOPIC + " '" + quarantine
                        + "' is also the topic of the records; use another name, such as '" + quarantine
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
}
