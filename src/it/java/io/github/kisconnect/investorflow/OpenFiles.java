package io.github.kisconnect.investorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a process has open, where the operating system tells it. */
final class OpenFiles {
    private OpenFiles() {}

    /** Where each of its descriptors leads: to a path, or to {@code socket:[…]} and the like; nothing where there is no {@code /proc}. */
    static List<String> of(long pid) {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        List<String> targets = new ArrayList<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException e) {
                    // Closed since the look into the folder.
                }
            }
            return targets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
