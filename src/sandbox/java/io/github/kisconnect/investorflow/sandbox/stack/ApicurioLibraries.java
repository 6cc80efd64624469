package io.github.kisconnect.investorflow.sandbox.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** Apicurio's, which write and read Confluent's wire format when they are told to; the client is plain HTTP in Confluent's API. */
final class ApicurioLibraries implements AvroLibraries {
    /** Milliseconds. A schema that is known is not asked for again each half minute: the registry may be away then. */
    private static final String A_DAY = "86400000";

    private static final TypeReference<JsonNode> NODE = new TypeReference<>() {};

    @Override
    public String name() {
        return "apicurio";
    }

    @Override
    public String converterClass() {
        return "io.apicurio.registry.utils.converter.AvroConverter";
    }

    @Override
    public Map<String, String> converterSettings(String registry) {
        Map<String, String> settings = wireFormat(registry);
        settings.put("apicurio.registry.auto-register", "true");
        // No connect.* properties in the registered schema; true Avro docs stay.
        settings.put("connect.meta.data", "false");
        return settings;
    }

    /** A zero, then the registry's content id in four bytes. */
    private static Map<String, String> wireFormat(String registry) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("apicurio.registry.url", registry + Registry.APICURIO_API);
        settings.put("apicurio.registry.headers.enabled", "false");
        settings.put("apicurio.registry.as-confluent", "true");
        settings.put("apicurio.registry.use-id", "contentId");
        settings.put("apicurio.registry.check-period-ms", A_DAY);
        return settings;
    }

    @Override
    public boolean registerTogether() {
        return true;
    }

    @Override
    public <V> Deserializer<V> deserializer(String registry) {
        Map<String, String> settings = wireFormat(registry);
        settings.put("apicurio.registry.use-specific-avro-reader", "true");
        AvroKafkaDeserializer<V> deserializer = new AvroKafkaDeserializer<>();
        deserializer.configure(settings, false);
        return deserializer;
    }

    @Override
    public void requireCompatibility(String registry, String subject) {
        http(registry).put(Map.of("compatibility", "FULL_TRANSITIVE"), "config", subject);
    }

    @Override
    public void register(String registry, String subject, String schema) {
        http(registry).post(Map.of("schema", schema), "subjects", subject, "versions");
    }

    @Override
    public String latest(String registry, String subject) {
        return http(registry)
                .get(NODE, "subjects", subject, "versions", "latest")
                .path("schema")
                .asText();
    }

    @Override
    public boolean isCompatible(String registry, String subject, String schema) {
        return http(registry)
                .post(Map.of("schema", schema), "compatibility", "subjects", subject, "versions", "latest")
                .path("is_compatible")
                .asBoolean();
    }

    private static JsonHttp http(String registry) {
        return new JsonHttp(registry + Registry.CONFLUENT_API);
    }
}
