package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Lays out the folder that one part of the stack works in. */
final class PartFiles {

    private static final String LOGGING = "log4j2-children.xml";

    private PartFiles() {}

    /** An empty folder: what an earlier run left there is removed. */
    static Path emptied(Path folder) {
        try {
            remove(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not empty " + folder, e);
        }
    }

    /** Removes a folder with all that is in it; does nothing when there is none. */
    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A folder into which whoever runs in a container may write. */
    static Path shared(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + folder, e);
        }
    }

    /** A copy that whoever runs in a container may read. */
    static Path readableCopy(Path file, Path folder) {
        try {
            return Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not copy " + file, e);
        }
    }

    static Path write(Path file, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }

    /** Puts the logging configuration of Kafka's processes there and returns the JVM flag that names it. */
    static String loggingFlag(Path folder) {
        Path file = folder.resolve(LOGGING);
        try (InputStream config = PartFiles.class.getResourceAsStream(LOGGING)) {
            Files.copy(config, file, StandardCopyOption.REPLACE_EXISTING);
            return "-Dlog4j2.configurationFile=" + file.toUri();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }
}
