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
}
