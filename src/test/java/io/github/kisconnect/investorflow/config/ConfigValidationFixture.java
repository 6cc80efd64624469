package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;

/** A configuration that is right, for tests to spoil, and what validation says of it. */
public abstract class ConfigValidationFixture {
    static final String KEY = "PSkey-that-must-not-show";
    static final String SECRET = "secret/that+must=not==show";
    protected final InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
    protected final Map<String, String> properties = new LinkedHashMap<>(Map.of(
            "name", "flows",
            "connector.class", InvestorFlowSourceConnector.class.getName(),
            "tasks.max", "2",
            "topic.creation.default.partitions", "1",
            "kis.app.key", KEY,
            "kis.app.secret", SECRET,
            "market.sectors", "KSP:0001,K2I:F001",
            "session.gate", "always"));

    protected Map<String, List<String>> errors() {
        return errors(properties);
    }

    protected Map<String, List<String>> errors(Map<String, String> of) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (ConfigValue value : connector.validate(of).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
