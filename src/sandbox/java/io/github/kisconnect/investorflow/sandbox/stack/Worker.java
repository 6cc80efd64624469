package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Connect worker. The stack's own settings have a distributed one write Avro in Confluent's wire format. */
final class Worker {

    /** The variable that tells a worker's plugins its name. */
    static final String NAME_VARIABLE = "STACK_WORKER";

    private static final int PREFERRED_PORT = 8083;

    private Worker() {}

    /** The worker of that number, counted from 1. */
    static Service service(
            int number,
            StackOptions options,
            Programs programs,
            Ports ports,
            PluginFolder plugins,
            Service broker,
            Service registry) {
        int port = options.wellKnownPorts() ? ports.preferably(PREFERRED_PORT + number - 1) : ports.any();
        Map<String, String> settings = new LinkedHashMap<>();
        if (!options.bareWorkers()) {
            settings.putAll(distributed());
            settings.putAll(converters(registry.address()));
        }
        settings.putAll(options.workerProperties());
        settings.putAll(places(port, plugins.root(), broker.address()));
        return service("worker-" + number, port, "ConnectDistributed", settings, List.of(), options, programs);
    }

    /** A standalone one, with the connector of a file. */
    static Service standalone(
            Map<String, String> given,
            Path connector,
            StackOptions options,
            Programs programs,
            Ports ports,
            PluginFolder plugins,
            Service broker) {
        int port = ports.any();
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.putAll(places(port, plugins.root(), broker.address()));
        return service("standalone-worker", port, "ConnectStandalone", settings, List.of(connector), options, programs);
    }

    private static Service service(
            String name,
            int port,
            String mainClass,
            Map<String, String> settings,
            List<Path> connectors,
            StackOptions options,
            Programs programs) {
        Path folder = PartFiles.emptied(options.workDirectory().resolve(name));
        Command command = programs.worker(new Programs.WorkerStart(
                name,
                folder,
                mainClass,
                settings,
                connectors,
                environment(name, options),
                options.workerJvmFlags(),
                options.workerClassPath()));
        String url = "http://" + Ports.LOOPBACK + ":" + port;
        return new Service(command, url, new HttpPing(url + "/health"), options.startLimit());
    }

    private static Map<String, String> environment(String name, StackOptions options) {
        Map<String, String> environment = new LinkedHashMap<>(options.workerEnvironment());
        environment.put(NAME_VARIABLE, name);
        return environment;
    }

    /** Where the worker is and what it needs is. */
    private static Map<String, String> places(int port, Path plugins, String bootstrapServers) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("listeners", "http://" + Ports.LOOPBACK + ":" + port);
        settings.put("rest.advertised.host.name", Ports.LOOPBACK);
        settings.put("rest.advertised.port", Integer.toString(port));
        settings.put("plugin.path", plugins.toString());
        return settings;
    }

    private static Map<String, String> distributed() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("group.id", "local-stack");
        settings.put("plugin.discovery", "service_load");
        settings.put("config.storage.topic", "connect-configs");
        settings.put("config.storage.replication.factor", "1");
        settings.put("offset.storage.topic", "connect-offsets");
        settings.put("offset.storage.replication.factor", "1");
        settings.put("offset.storage.partitions", "1");
        // So that whoever reads it sees when an offset was there, and not when a worker began to store it.
        settings.put("offset.storage.message.timestamp.type", "LogAppendTime");
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

    private static Map<String, String> converters(String registry) {
        AvroLibraries avro = AvroLibraries.present();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", avro.converterClass());
        avro.converterSettings(registry).forEach((key, value) -> settings.put("value.converter." + key, value));
        return settings;
    }
}
