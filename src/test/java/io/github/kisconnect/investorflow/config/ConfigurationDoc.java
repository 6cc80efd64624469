package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** Writes docs/configuration.md from the definition of the settings. */
final class ConfigurationDoc {
    private static final int MOST_VALUES = 8;

    private ConfigurationDoc() {}

    static String markdown() {
        ConfigDef definition = InvestorFlowConfig.DEFINITION;
        StringBuilder doc = new StringBuilder(
                """
                # Configuration

                Every setting of `%s`,
                generated from its definition by `ConfigurationDocTest`.
                Kafka's own documentation has the settings of every connector (`name`, `tasks.max`, converters, transforms, `errors.*`,
                `topic.creation.*`).

                Validation refuses a wrong value, with one sentence for each setting. It refuses a blank value if the setting has a
                default; otherwise blank means not set, because forms send blanks. A value that is allowed but has no effect, or is
                seldom meant, gets a warning in the log when the connector starts.
                """
                        .formatted(InvestorFlowSourceConnector.class.getName()));
        for (String group : definition.groups()) {
            doc.append("\n## ").append(group).append("\n\n");
            doc.append("| setting | type | default | what it is |\n|---|---|---|---|\n");
            definition.configKeys().values().stream()
                    .filter(key -> group.equals(key.group))
                    .sorted((a, b) -> Integer.compare(a.orderInGroup, b.orderInGroup))
                    .forEach(key -> doc.append(row(key)));
        }
        return doc.toString();
    }

    private static String row(ConfigDef.ConfigKey key) {
        return "| `%s` | %s | %s | %s%s |\n"
                .formatted(
                        key.name,
                        key.type.name().toLowerCase(Locale.ROOT),
                        defaultValue(key),
                        key.documentation,
                        values(key));
    }

    private static String defaultValue(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        return key.defaultValue == null || key.defaultValue.equals(List.of()) || key.defaultValue.equals("")
                ? "none"
                : "`" + key.defaultValue + "`";
    }

    private static String values(ConfigDef.ConfigKey key) {
        List<Object> values = key.recommender.validValues(key.name, Map.of());
        return values.isEmpty() || values.size() > MOST_VALUES
                ? ""
                : " Values: " + values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", ")) + ".";
    }
}
