package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what the build has put into the stack's directory. */
final class StackFiles {

    private final Path directory;

    StackFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * The class path of the broker and of a worker.
     *
     * <p>Kafka 3.9 brings a logging binding of its own; without it both versions log through Log4j 2.
     */
    List<Path> kafka(String version) {
        return jars(directory.resolve("kafka-" + version)).stream()
                .filter(jar -> !fileName(jar).startsWith("slf4j-reload4j-"))
                .toList();
    }

    /** The registry's runner, which names the rest of its class path. */
    List<Path> registry() {
        return jars(directory.resolve("registry"));
    }

    /** Takes what the stacks' processes share. */
    Path shared() {
        return directory.resolve("shared");
    }

    /** An Avro converter with all that its vendor has it depend on. */
    List<Path> wholeConverter(AvroLibraries libraries) {
        return jars(directory.resolve(libraries.name() + "-converter"));
    }

    /** An Avro converter without what a worker brings itself. */
    List<Path> converter(AvroLibraries libraries) {
        return wholeConverter(libraries).stream()
                .filter(jar -> !fileName(jar).matches("(connect-|kafka-clients-|slf4j-api-).*"))
                .toList();
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> fileName(file).endsWith(".jar"))
                    .sorted()
                    .toList();
            if (!jars.isEmpty()) {
                return jars;
            }
        } catch (NoSuchFileException e) {
            // Told below.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new StackException("There are no jars in " + folder
                + ": run \"mvn process-test-resources\", with -Dkafka.version=… for another version of Kafka");
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }
}
