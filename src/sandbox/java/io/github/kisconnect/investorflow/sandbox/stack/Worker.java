package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A distributed Connect worker that writes Avro in Confluent's wire format. */
final class Worker {

    /** The variable that tells a worker's plugins its name. */
    static final String NAME_VARIABLE = "STACK_WORKER";

    static final String AVRO_CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

    private static final int PREFERRED_PORT = 8083;

    /** A day. */
    private static final String SCHEMA_CHECK_MS = "86400000";

    private Worker() {}

    /** The worker of that number, counted from 1. */
    static Service service(
            int number,
            StackOptions options,
            StackFiles files,
            Ports ports,
            PluginFolder plugins,
            Service broker,
            Service registry) {
        String name = "worker-" + number;
        int port = options.wellKnownPorts() ? ports.preferably(PREFERRED_PORT + number - 1) : ports.any();
        Path folder = PartFiles.emptied(options.workDirectory().resolve(name));
        Map<String, String> settings = settings(port, plugins.root(), broker.address());
        settings.putAll(converters(registry.address() + Registry.APICURIO_API));
        settings.putAll(options.workerProperties());
        List<String> flags = new ArrayList<>(List.of(PartFiles.loggingFlag(folder)));
        flags.addAll(options.workerJvmFlags());
        JavaCommand command = new JavaCommand(
                name,
                folder,
                files.kafka(options.kafkaVersion()),
                flags,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of(PartFiles.write(folder.resolve("worker.properties"), settings)
                        .toString()),
                environment(name, options));
        String url = "http://" + Ports.LOOPBACK + ":" + port;
        return new Service(command, url, new HttpPing(url + "/health"), options.startLimit());
    }

    private static Map<String, String> environment(String name, StackOptions options) {
        Map<String, String> environment = new LinkedHashMap<>(options.workerEnvironment());
        environment.put(NAME_VARIABLE, name);
        return environment;
    }

    private static Map<String, String> settings(int port, Path plugins, String bootstrapServers) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", "local-stack");
        settings.put("listeners", "http://" + Ports.LOOPBACK + ":" + port);
        settings.put("rest.advertised.host.name", Ports.LOOPBACK);
        settings.put("rest.advertised.port", Integer.toString(port));
        settings.put("plugin.path", plugins.toString());
        settings.put("plugin.discovery", "service_load");
        settings.put("config.storage.topic", "connect-configs");
        settings.put("config.storage.replication.factor", "1");
        settings.put("offset.storage.topic", "connect-offsets");
        settings.put("offset.storage.replication.factor", "1");
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.topic", "connect-status");
        settings.put("status.storage.replication.factor", "1");
        settings.put("status.storage.partitions", "1");
        settings.put("offset.flush.interval.ms", "1000");
        // A lost worker is noticed within six seconds, and its tasks move at once.
        settings.put("session.timeout.ms", "6000");
        settings.put("heartbeat.interval.ms", "1000");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("config.providers", "file,env");
        settings.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        settings.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        return settings;
    }

    private static Map<String, String> converters(String registryUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", AVRO_CONVERTER);
        settings.put("value.converter.apicurio.registry.url", registryUrl);
        settings.put("value.converter.apicurio.registry.auto-register", "true");
        // Confluent's wire format: a zero, then the registry's content id in four bytes.
        settings.put("value.converter.apicurio.registry.headers.enabled", "false");
        settings.put("value.converter.apicurio.registry.as-confluent", "true");
        settings.put("value.converter.apicurio.registry.use-id", "contentId");
        // A schema that is known is not asked for again each half minute: the registry may be away then.
        settings.put("value.converter.apicurio.registry.check-period-ms", SCHEMA_CHECK_MS);
        // No connect.* properties in the registered schema; true Avro docs stay.
        settings.put("value.converter.connect.meta.data", "false");
        return settings;
    }
}
