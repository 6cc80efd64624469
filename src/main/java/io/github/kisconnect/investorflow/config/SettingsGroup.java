package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.market.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** {@code validator} is null if the type is check enough. */
    void add(
            String key,
            String displayName,
            Type type,
            Object defaultValue,
            Validator validator,
            Importance importance,
            String documentation) {
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
                new Recommendation(recommended(key, type)));
    }

    private static List<?> recommended(String key, Type type) {
        return switch (key) {
            case ConfigKeys.MARKET_SECTORS -> pairs();
            case ConfigKeys.CUSTOMER_TYPE -> List.of("P", "B");
            case ConfigKeys.EMIT_MODE -> Stream.of(EmitMode.values())
                    .map(EmitMode::configValue)
                    .toList();
            case ConfigKeys.SESSION_GATE -> List.of("krx", "always");
            case ConfigKeys.TRUSTSTORE_TYPE -> List.of("PKCS12", "JKS");
            default -> type == Type.BOOLEAN ? List.of(true, false) : List.of();
        };
    }

    private static List<String> pairs() {
        List<String> values = new ArrayList<>(List.of("*"));
        Catalogue.bundled().markets().forEach(market -> values.add(market.code() + ":*"));
        Catalogue.bundled().sectors().forEach(sector -> values.add(sector.pair().toString()));
        return values;
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
