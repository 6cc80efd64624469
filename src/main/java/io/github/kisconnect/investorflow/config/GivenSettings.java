package io.github.kisconnect.investorflow.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * The settings that a configuration really gives: Connect accepts null as a value in JSON, and forms send a blank for a
 * field that was left empty.
 *
 * @param values the given settings; {@link ConfigDef} would count null and blanks as given, too
 * @param problems a sentence for each setting whose value is unusable and cannot be treated as not given
 */
record GivenSettings(Map<String, String> values, Map<String, String> problems) {
    static GivenSettings of(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>(properties);
        values.values().removeIf(Objects::isNull);
        Map<String, String> problems = new LinkedHashMap<>();
        for (ConfigKey key : InvestorFlowConfig.DEFINITION.configKeys().values()) {
            String value = values.get(key.name);
            // A required setting's own validator says what it wants instead of a blank.
            if (value != null && key.hasDefault()) {
                String problem = problem(key, value);
                if (problem != null) {
                    problems.put(key.name, problem);
                }
                if (problem != null || isBlank(value)) {
                    values.remove(key.name);
                }
            }
        }
        return new GivenSettings(values, problems);
    }

    private static String problem(ConfigKey key, String value) {
        if (value.indexOf('\0') >= 0) {
            // At the end of the value it would be trimmed away silently.
            return key.name + " contains a NUL character; remove it.";
        }
        boolean none = key.defaultValue == null || key.defaultValue.equals(List.of());
        return isBlank(value) && !none
                ? key.name + " is blank; give a value, or leave it out to use the default, " + key.defaultValue + "."
                : null;
    }

    private static boolean isBlank(String value) {
        return value.isBlank() || value.trim().isEmpty();
    }
}
