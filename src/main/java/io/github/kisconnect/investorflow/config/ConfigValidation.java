package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.PairSelection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Checks a connector's configuration as a whole: each setting alone, then all of them against each other. */
public final class ConfigValidation {
    private ConfigValidation() {}

    /** What Connect shows to a person: every message names its setting, what is allowed, and what to do. */
    public static Config validate(Map<String, String> properties) {
        GivenSettings given = GivenSettings.of(properties);
        List<ConfigValue> values = InvestorFlowConfig.DEFINITION.validate(given.values());
        Map<String, ConfigValue> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(value.name(), value));
        Map<String, String> problems = ownProblems(given);
        if (values.stream().allMatch(value -> value.errorMessages().isEmpty())) {
            ConfigRules.problems(new InvestorFlowConfig(given.values())).forEach(problems::putIfAbsent);
        } else {
            selectionProblem(byName).ifPresent(problem -> problems.put(ConfigKeys.MARKET_SECTORS, problem));
        }
        problems.forEach((name, problem) ->
                byName.computeIfAbsent(name, ConfigValue::new).addErrorMessage(problem));
        return new Config(List.copyOf(byName.values()));
    }

    /** What is wrong with how the settings are written, or with their names. */
    private static Map<String, String> ownProblems(GivenSettings given) {
        Map<String, String> problems = new LinkedHashMap<>(given.problems());
        problems.putAll(ConfigRules.foreignSettings(given.values()));
        return problems;
    }

    /** Checks the pairs even if other settings are wrong, so that one validation reports everything. */
    private static Optional<String> selectionProblem(Map<String, ConfigValue> byName) {
        ConfigValue sectors = byName.get(ConfigKeys.MARKET_SECTORS);
        ConfigValue allowUnknown = byName.get(ConfigKeys.ALLOW_UNKNOWN);
        if (sectors.value() instanceof List<?> terms
                && allowUnknown.value() instanceof Boolean allowed
                && sectors.errorMessages().isEmpty()) {
            List<String> texts = terms.stream().map(String.class::cast).toList();
            return ConfigRules.selectionProblem(PairSelection.of(texts, Catalogue.bundled(), allowed));
        }
        return Optional.empty();
    }

    /**
     * The configuration that a connector starts with.
     *
     * @throws ConfigException with the messages of {@link #validate}, if anything is wrong
     */
    public static InvestorFlowConfig require(Map<String, String> properties) {
        GivenSettings given = GivenSettings.of(properties);
        InvestorFlowConfig config = new InvestorFlowConfig(given.values());
        Map<String, String> problems = ownProblems(given);
        ConfigRules.problems(config).forEach(problems::putIfAbsent);
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join(" ", problems.values()));
        }
        return config;
    }

    /** Warnings about a valid configuration, each for one line of the log. */
    public static List<String> warnings(InvestorFlowConfig config) {
        return ConfigWarnings.of(config);
    }
}
