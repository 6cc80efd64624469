package io.github.kisconnect.investorflow.sandbox.stack;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** Confluent's, on the same registry, which speaks their API. Only the profile {@code confluent} compiles this. */
public final class ConfluentLibraries implements AvroLibraries {
    private static final int SCHEMAS = 100;

    @Override
    public String name() {
        return "confluent";
    }

    @Override
    public String converterClass() {
        return "io.confluent.connect.avro.AvroConverter";
    }

    @Override
    public Map<String, String> converterSettings(String registry) {
        Map<String, String> settings = at(registry);
        // No connect.* properties in the registered schema; true Avro docs stay.
        settings.put("connect.meta.data", "false");
        return settings;
    }

    private static Map<String, String> at(String registry) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("schema.registry.url", registry + Registry.CONFLUENT_API);
        return settings;
    }

    /** In their API, Apicurio's registry refuses all but one of them with 409, and the converter has the others' tasks fail. */
    @Override
    public boolean registerTogether() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> Deserializer<V> deserializer(String registry) {
        Map<String, String> settings = at(registry);
        settings.put("specific.avro.reader", "true");
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings, false);
        return (Deserializer<V>) (Deserializer<?>) deserializer;
    }

    @Override
    public void requireCompatibility(String registry, String subject) {
        call(registry, client -> client.updateCompatibility(subject, "FULL_TRANSITIVE"));
    }

    @Override
    public void register(String registry, String subject, String schema) {
        call(registry, client -> client.register(subject, new AvroSchema(schema)));
    }

    @Override
    public String latest(String registry, String subject) {
        return call(registry, client -> client.getLatestSchemaMetadata(subject).getSchema());
    }

    @Override
    public boolean isCompatible(String registry, String subject, String schema) {
        return call(registry, client -> client.testCompatibility(subject, new AvroSchema(schema)));
    }

    @FunctionalInterface
    private interface Call<T> {
        T of(SchemaRegistryClient client) throws IOException, RestClientException;
    }

    private static <T> T call(String registry, Call<T> call) {
        try (SchemaRegistryClient client = new CachedSchemaRegistryClient(registry + Registry.CONFLUENT_API, SCHEMAS)) {
            return call.of(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RestClientException e) {
            throw new StackException("The registry refuses: " + e.getMessage(), e);
        }
    }
}
