package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes of the built archive one of another version: the same code under another number, in names and in what tells it. */
final class RenumberedArchive {
    private static final String NAME = "kafka-connect-kis-investor-flow-";
    private static final String TELLING = ".*(version\\.properties|manifest\\.json|MANIFEST\\.MF)";

    private RenumberedArchive() {}

    /** Writes it into a folder, and returns where. */
    static Path of(Path archive, String version, Path folder) throws IOException {
        Path renumbered = Files.createDirectories(folder)
                .resolve(renamed(archive.getFileName().toString(), version));
        try (InputStream from = Files.newInputStream(archive);
                OutputStream to = Files.newOutputStream(renumbered)) {
            copy(from, to, version);
        }
        return renumbered;
    }

    private static void copy(InputStream from, OutputStream to, String version) throws IOException {
        ZipInputStream zip = new ZipInputStream(from);
        ZipOutputStream copy = new ZipOutputStream(to);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            copy.putNextEntry(new ZipEntry(renamed(entry.getName(), version)));
            copy.write(content(entry.getName(), zip.readAllBytes(), version));
        }
        copy.finish();
    }

    private static byte[] content(String name, byte[] content, String version) throws IOException {
        if (name.endsWith(NAME + Version.current() + ".jar")) {
            ByteArrayOutputStream jar = new ByteArrayOutputStream();
            copy(new ByteArrayInputStream(content), jar, version);
            return jar.toByteArray();
        }
        return name.matches(TELLING)
                ? new String(content, StandardCharsets.UTF_8)
                        .replace(Version.current(), version)
                        .getBytes(StandardCharsets.UTF_8)
                : content;
    }

    private static String renamed(String name, String version) {
        return name.replace(NAME + Version.current(), NAME + version);
    }
}
