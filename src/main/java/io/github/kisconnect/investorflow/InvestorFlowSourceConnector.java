package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigValidation;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.config.InvestorFlowTaskConfig;
import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.poll.PollClock;
import io.github.kisconnect.investorflow.record.AlteredOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the market investor flows of the KIS Open API: checks the configuration and splits its pairs among tasks.
 */
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
        Config checked = ConfigValidation.validate(connectorConfigs);
        if (checked.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            TopicLayouts.warnings(new InvestorFlowConfig(connectorConfigs)).forEach(LOG::warn);
        }
        return checked;
    }

    @Override
    public void start(Map<String, String> connectorProperties) {
        InvestorFlowConfig config = ConfigValidation.require(connectorProperties);
        ConfigValidation.warnings(config).forEach(LOG::warn);
        TopicLayouts.warnings(config).forEach(LOG::warn);
        TopicLayouts.starts(config);
        properties = new HashMap<>(connectorProperties);
    }

    /** One configuration per task: at most {@code maxTasks}, and at most one per pair. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return InvestorFlowTaskConfig.split(
                properties,
                new InvestorFlowConfig(properties).pairs(),
                InvestorFlowConfig.pollIntervals(properties),
                maxTasks);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /**
     * Accepts offsets in the form that the connector writes, and null for any partition.
     *
     * @return true: Connect stores all offsets itself, so there is nothing to alter elsewhere
     * @throws org.apache.kafka.connect.errors.ConnectException with a message for the operator if any offset is wrong;
     *     Connect then stores none
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        AlteredOffsets.check(
                offsets, PollClock.system().instant(), InvestorFlowConfig.pollIntervals(connectorConfig)::of);
        return true;
    }

    @Override
    public void stop() {
        properties = Map.of();
    }
}
