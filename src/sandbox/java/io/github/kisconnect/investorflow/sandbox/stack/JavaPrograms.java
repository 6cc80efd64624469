package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Each part as a process of this machine, with the jars of one Kafka version. */
final class JavaPrograms implements Programs {
    private final StackFiles files;
    private final String kafkaVersion;
    private final SharedClasses shared;

    JavaPrograms(StackFiles files, String kafkaVersion) {
        this.files = files;
        this.kafkaVersion = kafkaVersion;
        this.shared = new SharedClasses(files.shared());
    }

    @Override
    public Command broker(Path folder, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("log.dirs", folder.resolve("data").toString());
        Path file = PartFiles.write(folder.resolve("broker.properties"), all);
        return new JavaCommand(
                "broker",
                folder,
                files.kafka(kafkaVersion),
                List.of(PartFiles.loggingFlag(folder)),
                FormattedBroker.class.getName(),
                List.of(file.toString(), Uuid.randomUuid().toString()),
                Map.of(),
                shared);
    }

    @Override
    public Command registry(Path folder, int port) {
        return new JavaCommand(
                "registry",
                folder,
                files.registry(),
                List.of(
                        "-Dquarkus.http.host=" + Ports.LOOPBACK,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.datasource.jdbc.url=" + Registry.database(folder.resolve("schemas"))),
                "io.quarkus.runner.GeneratedMain",
                List.of(),
                Map.of(),
                shared);
    }

    @Override
    public Command worker(WorkerStart start) {
        List<String> flags = new ArrayList<>(List.of(PartFiles.loggingFlag(start.folder())));
        flags.addAll(start.jvmFlags());
        List<Path> classPath = new ArrayList<>(start.classPath());
        classPath.addAll(files.kafka(kafkaVersion));
        List<String> arguments = new ArrayList<>();
        arguments.add(PartFiles.write(start.folder().resolve("worker.properties"), start.settings())
                .toString());
        start.connectors().forEach(file -> arguments.add(file.toAbsolutePath().toString()));
        return new JavaCommand(
                start.name(),
                start.folder(),
                classPath,
                flags,
                "org.apache.kafka.connect.cli." + start.mainClass(),
                arguments,
                start.environment(),
                shared);
    }
}
