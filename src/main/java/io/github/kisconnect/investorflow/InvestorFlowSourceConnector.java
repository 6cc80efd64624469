package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.poll.PollClock;
import io.github.kisconnect.investorflow.record.AlteredOffsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the market investor flows of the KIS Open API: checks the configuration and deals its pairs out to tasks. */
public final class InvestorFlowSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(InvestorFlowSourceConnector.class);

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public ConfigDef config() {
        return InvestorFlowConfig.DEFINITION;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return InvestorFlowSourceTask.class;
    }

    /** Every message names its setting, what is allowed, and what to do. */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Map<String, String> given = InvestorFlowConfig.given(connectorConfigs);
        List<ConfigValue> values = InvestorFlowConfig.DEFINITION.validate(given);
        Map<String, ConfigValue> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(value.name(), value));
        Map<String, String> problems = new LinkedHashMap<>(ConfigRules.foreignSettings(given));
        if (values.stream().allMatch(value -> value.errorMessages().isEmpty())) {
            problems.putAll(ConfigRules.problems(new InvestorFlowConfig(given)));
        } else {
            selectionProblem(byName).ifPresent(problem -> problems.put(ConfigKeys.MARKET_SECTORS, problem));
        }
        problems.forEach((name, problem) ->
                byName.computeIfAbsent(name, ConfigValue::new).addErrorMessage(problem));
        return new Config(List.copyOf(byName.values()));
    }

    /** Looks at the pairs also where other settings are wrong, so that one validation names everything. */
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

    @Override
    public void start(Map<String, String> connectorProperties) {
        Map<String, String> given = InvestorFlowConfig.given(connectorProperties);
        InvestorFlowConfig config = new InvestorFlowConfig(given);
        Map<String, String> problems = new LinkedHashMap<>(ConfigRules.foreignSettings(given));
        problems.putAll(ConfigRules.problems(config));
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join(" ", problems.values()));
        }
        ConfigRules.warnings(config).forEach(LOG::warn);
        properties = new HashMap<>(connectorProperties);
    }

    /** One configuration a task: never more than {@code maxTasks}, nor than there are pairs. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return InvestorFlowTaskConfig.split(properties, new InvestorFlowConfig(properties).pairs(), maxTasks);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /**
     * Accepts offsets of the form that the connector writes, and null for every partition.
     *
     * @return true: Connect keeps all offsets, and nothing is left to alter elsewhere
     * @throws org.apache.kafka.connect.errors.ConnectException with a sentence for the operator where one offset is wrong; Connect then stores none
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        AlteredOffsets.check(offsets, PollClock.system().instant(), InvestorFlowConfig.pollInterval(connectorConfig));
        return true;
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
