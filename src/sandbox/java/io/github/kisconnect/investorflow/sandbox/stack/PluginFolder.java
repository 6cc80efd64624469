package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The folder that a worker's {@code plugin.path} names: one folder inside it for each plugin. */
final class PluginFolder {

    /** Apicurio's jar lacks it, and without it a worker with {@code plugin.discovery=service_load} sees no converter. */
    private static final String CONVERTER_MANIFEST = "META-INF/services/org.apache.kafka.connect.storage.Converter";

    private final Path root;
    private Path unpacked;

    PluginFolder(Path root) {
        this.root = root.toAbsolutePath();
    }

    Path root() {
        return root;
    }

    /** Puts a plugin's archive in the place of the one that was added last, if any. */
    void replace(Path archive) {
        try {
            if (unpacked != null) {
                PartFiles.remove(unpacked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + unpacked, e);
        }
        add(archive);
    }

    /** Adds a plugin's archive, unpacked, under the archive's name. */
    void add(Path archive) {
        String name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
        Path target = root.resolve(name).normalize();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            unpacked = target;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                write(entry, zip, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not unpack the plugin archive " + archive, e);
        }
    }

    private static void write(ZipEntry entry, InputStream content, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the entry " + entry.getName() + " points outside the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
        }
    }

    /** Adds the converter's jars as links, and the service file that they may lack. */
    void addConverter(List<Path> jars, AvroLibraries libraries) {
        Path folder = link(jars, libraries);
        try (JarOutputStream services =
                new JarOutputStream(Files.newOutputStream(folder.resolve("converter-services.jar")))) {
            services.putNextEntry(new JarEntry(CONVERTER_MANIFEST));
            services.write((libraries.converterClass() + "\n").getBytes(StandardCharsets.UTF_8));
            services.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the converter's service file in " + folder, e);
        }
    }

    /** Adds the converter's jars as links, as they are. */
    Path link(List<Path> jars, AvroLibraries libraries) {
        Path folder = root.resolve(libraries.name() + "-converter");
        try {
            Files.createDirectories(folder);
            for (Path jar : jars) {
                Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not lay out the converter as a plugin in " + folder, e);
        }
    }
}
