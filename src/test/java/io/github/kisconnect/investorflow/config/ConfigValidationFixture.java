package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.assertj.core.api.AbstractStringAssert;

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

    /** One setting has an error, and no other setting has any; gives its words. */
    protected AbstractStringAssert<?> assertOnlyError(String key) {
        return assertOnlyError(errors(), key);
    }

    protected static AbstractStringAssert<?> assertOnlyError(Map<String, List<String>> errors, String key) {
        assertThat(errors).containsOnlyKeys(key);
        return assertThat(errors.get(key)).singleElement().asString();
    }
}
