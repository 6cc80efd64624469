package io.github.kisconnect.investorflow.config;

import org.apache.kafka.common.config.ConfigDef;

/** Every setting of the connector, in the order in which a person fills them in. */
final class ConfigDefinition {
    private ConfigDefinition() {}

    static ConfigDef create() {
        ConfigDef definition = new ConfigDef();
        ApiSettings.kis(definition);
        FlowSettings.selection(definition);
        FlowSettings.output(definition);
        FlowSettings.session(definition);
        ApiSettings.transport(definition);
        ApiSettings.corporate(definition);
        return definition;
    }
}
