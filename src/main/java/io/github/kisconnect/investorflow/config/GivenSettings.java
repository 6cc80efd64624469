package io.github.kisconnect.investorflow.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * What a configuration gives: Connect takes null for a value in JSON, and forms send a blank for what was not filled in.
 *
 * @param values the settings that are given; {@link ConfigDef} would take null and blanks for given
 * @param problems a sentence for each setting whose value is none, and cannot be taken for not given
 */
record GivenSettings(Map<String, String> values, Map<String, String> problems) {
    static GivenSettings of(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>(properties);
        values.values().removeIf(Objects::isNull);
        Map<String, String> problems = new LinkedHashMap<>();
        for (ConfigKey key : InvestorFlowConfig.DEFINITION.configKeys().values()) {
            String value = values.get(key.name);
            // What is required says itself what it wants instead of a blank.
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
            // At its end it would be trimmed away unseen.
            return key.name + " has a NUL character in it; give it without.";
        }
        boolean none = key.defaultValue == null || key.defaultValue.equals(List.of());
        return isBlank(value) && !none
                ? key.name + " is blank; give a value, or leave it out: then it is " + key.defaultValue + "."
                : null;
    }

    private static boolean isBlank(String value) {
        return value.isBlank() || value.trim().isEmpty();
    }
}
