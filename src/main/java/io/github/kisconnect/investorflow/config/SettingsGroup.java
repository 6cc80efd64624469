package io.github.kisconnect.investorflow.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of one group, in their order. */
final class SettingsGroup {
    private final ConfigDef definition;
    private final String name;
    private int order;

    SettingsGroup(ConfigDef definition, String name) {
        this.definition = definition;
        this.name = name;
    }

    /** {@code validator} is null if any value of the type will do. */
    void add(
            String key,
            String displayName,
            Type type,
            Object defaultValue,
            Validator validator,
            Importance importance,
            String documentation) {
        add(key, displayName, type, defaultValue, validator, importance, documentation, List.of());
    }

    /** The same; {@code offered}: the values that user interfaces offer. */
    void add(
            String key,
            String displayName,
            Type type,
            Object defaultValue,
            Validator validator,
            Importance importance,
            String documentation,
            List<?> offered) {
        Width width = type == Type.STRING || type == Type.LIST || type == Type.PASSWORD ? Width.LONG : Width.SHORT;
        definition.define(
                key,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                name,
                ++order,
                width,
                displayName,
                new Recommendation(offered));
    }

    /** One of these values. */
    void choice(
            String key,
            String displayName,
            String defaultValue,
            List<String> values,
            Importance importance,
            String documentation) {
        Validator validator = ConfigDef.ValidString.in(values.toArray(String[]::new));
        add(key, displayName, Type.STRING, defaultValue, validator, importance, documentation, values);
    }

    /** True or false. */
    void flag(String key, String displayName, boolean defaultValue, String documentation) {
        add(key, displayName, Type.BOOLEAN, defaultValue, null, Importance.LOW, documentation, List.of(true, false));
    }

    /** A secret that is sent in a header, if it is set. */
    void secretHeader(String key, String displayName, String documentation) {
        add(key, displayName, Type.PASSWORD, null, TextValidators.headerSecret(), Importance.LOW, documentation);
    }

    /** A password that need not be set. */
    void password(String key, String displayName, String documentation) {
        add(key, displayName, Type.PASSWORD, null, TextValidators.password(), Importance.LOW, documentation);
    }

    /** Values to offer, whatever the other settings are; none where anything may be given. */
    private record Recommendation(List<?> values) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
            return List.copyOf(values);
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsedConfig) {
            return true;
        }
    }
}
