package io.github.kisconnect.investorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of {@code schemas/}, one for each version that consumers build on. */
final class ReleasedSchemas {
    private ReleasedSchemas() {}

    /** All versions, the oldest first. */
    static List<Path> versions() {
        try (Stream<Path> versions = Files.list(Path.of("schemas"))) {
            return versions.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(version ->
                            Integer.parseInt(version.getFileName().toString().substring(1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the newest version: what the connector writes. */
    static Path newest(String file) {
        List<Path> versions = versions();
        return versions.get(versions.size() - 1).resolve(file);
    }
}
