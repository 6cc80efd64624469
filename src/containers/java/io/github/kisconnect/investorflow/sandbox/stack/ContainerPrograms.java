package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parts of a stack from the images, in the host's network: everything is where it is with processes, and listens on loopback.
 *
 * <p>The workers' plugins are those of their image.
 */
public final class ContainerPrograms implements Programs {
    private static final String CLUSTER_ID = "a2lzLWludmVzdG9yLWZsbw";
    private static final Map<String, String> SMALL = Map.of(
            "KAFKA_HEAP_OPTS", "-Xmx384m", "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    private final String kafkaVersion;

    public ContainerPrograms(String kafkaVersion) {
        this.kafkaVersion = kafkaVersion;
    }

    @Override
    public Command broker(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>(SMALL);
        settings.forEach((key, value) -> environment.put("KAFKA_" + variable(key), value));
        environment.put("KAFKA_LOG_DIRS", "/var/lib/kafka/data");
        environment.put("CLUSTER_ID", CLUSTER_ID);
        Path data = PartFiles.shared(folder.resolve("data"));
        return new ContainerCommand(
                "broker",
                folder,
                "apache/kafka:" + kafkaVersion,
                environment,
                Map.of(data, "/var/lib/kafka/data"),
                // Its entry point writes the settings beside the jars.
                false);
    }

    @Override
    public Command registry(Path folder, int port) {
        Path data = PartFiles.shared(folder.resolve("data"));
        return new ContainerCommand(
                "registry",
                folder,
                "apicurio/apicurio-registry-mem:" + System.getProperty("apicurio.version"),
                Map.of(
                        "JAVA_OPTIONS",
                        "-Dquarkus.http.host=" + Ports.LOOPBACK + " -Dquarkus.http.port=" + port,
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        Registry.database(Path.of("/data/schemas"))),
                Map.of(data, "/data"),
                true);
    }

    @Override
    public Command worker(WorkerStart start) {
        Map<String, String> settings = new LinkedHashMap<>(start.settings());
        settings.put("plugin.path", "/opt/kafka/plugins");
        Map<String, String> environment = new LinkedHashMap<>(SMALL);
        environment.putAll(start.environment());
        environment.put("KAFKA_OPTS", String.join(" ", start.jvmFlags()));
        environment.put(
                "CLASSPATH",
                start.classPath().stream()
                        .map(jar -> PartFiles.readableCopy(jar, start.folder()).toString())
                        .collect(Collectors.joining(":")));
        settings.forEach((key, value) -> environment.put("CONNECT_" + variable(key), value));
        return new ContainerCommand(
                start.name(),
                start.folder(),
                "kis-investor-flow-worker",
                environment,
                Map.of(start.folder(), start.folder().toString()),
                true);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT)
                .replace("_", "__")
                .replace("-", "___")
                .replace('.', '_');
    }
}
