package io.github.kisconnect.investorflow.sandbox.stack;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What one vendor has for Avro and a schema registry: a converter for workers, a deserializer for consumers, and a client.
 *
 * <p>The registry is named by its {@link Service#address()}; what path each of them needs after it, each knows.
 */
public interface AvroLibraries {

    /** Those that the build has put on the class path beside Apicurio's, or else Apicurio's. */
    static AvroLibraries present() {
        return ServiceLoader.load(AvroLibraries.class).findFirst().orElseGet(ApicurioLibraries::new);
    }

    /** {@code apicurio} or {@code confluent}: the sample configurations' folder, and the beginning of the converter's. */
    String name();

    /** The converter's class. */
    String converterClass();

    /** What the converter is to be told, each key without {@code value.converter} before it. */
    Map<String, String> converterSettings(String registry);

    /** Whether tasks that meet a new subject at the same moment may all register its schema with the stack's registry. */
    boolean registerTogether();

    /** Reads values into the generated classes. */
    <V> Deserializer<V> deserializer(String registry);

    /** Demands of every new version of a subject's schema that readers and writers of all others understand each other. */
    void requireCompatibility(String registry, String subject);

    /** Registers a schema, in JSON, as a subject's next version, unless it is one. */
    void register(String registry, String subject, String schema);

    /** The schema, in JSON, that was registered last. */
    String latest(String registry, String subject);

    /** Whether a schema, in JSON, may follow the subject's latest one. */
    boolean isCompatible(String registry, String subject, String schema);
}
