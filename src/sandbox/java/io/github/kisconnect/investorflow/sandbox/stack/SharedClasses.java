package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Class data that all starts with the same jars share, of all processes of this build and of the next: they start with much less work.
 *
 * <p>The first that starts with some jars leaves it behind at its orderly end. A JVM looks by itself whether the jars are still the same.
 */
final class SharedClasses {
    private static final List<String> QUIETLY = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private final Path folder;

    SharedClasses(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * What one start takes or leaves.
     *
     * @param flags of the JVM
     * @param made where it leaves its class data, for {@code archive}; null for one that leaves none
     */
    record Share(List<String> flags, Path made, Path archive) {
        private static final Share NONE = new Share(List.of(), null, null);

        /** It leaves class data at its end, which takes some seconds. */
        boolean isMaker() {
            return made != null;
        }

        /** {@code orderly}: whether the process ended by itself, so that what it left is whole. */
        void ended(boolean orderly) {
            if (isMaker()) {
                try {
                    if (orderly && Files.exists(made)) {
                        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
                    } else {
                        // The next one is to try.
                        Files.deleteIfExists(made);
                    }
                    Files.deleteIfExists(marker(archive));
                } catch (IOException e) {
                    // It only makes starts slower.
                }
            }
        }
    }

    /** For a start with these jars. */
    Share of(List<Path> classPath) throws IOException {
        boolean canShare = System.getProperty("java.vm.name").matches(".*(OpenJDK|HotSpot).*")
                && classPath.stream().allMatch(Files::isRegularFile);
        if (!canShare) {
            return Share.NONE;
        }
        String jars = classPath.stream().map(SharedClasses::nameAndTime).collect(Collectors.joining("\n"));
        Path archive = folder.resolve(digest(System.getProperty("java.vm.version") + jars) + ".jsa");
        if (Files.exists(archive)) {
            return new Share(List.of("-XX:SharedArchiveFile=" + archive, QUIETLY.get(0)), null, null);
        }
        try {
            Files.createFile(marker(archive));
        } catch (FileAlreadyExistsException e) {
            // Somebody makes it, or was killed: then there is none until the next build that is clean.
            return Share.NONE;
        }
        Path made = Path.of(archive + ".made");
        List<String> flags = Stream.concat(Stream.of("-XX:ArchiveClassesAtExit=" + made), QUIETLY.stream())
                .toList();
        return new Share(flags, made, archive);
    }

    private static Path marker(Path archive) {
        return Path.of(archive + ".making");
    }

    private static String nameAndTime(Path jar) {
        try {
            return jar.toAbsolutePath() + " " + Files.getLastModifiedTime(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar of some classes of ours, the same file for everybody. */
    Path jar(List<Class<?>> classes) throws IOException {
        Files.createDirectories(folder);
        Path made = Files.createTempFile(folder, "launcher", null);
        StringBuilder content = new StringBuilder();
        try (OutputStream file = Files.newOutputStream(made);
                JarOutputStream entries = new JarOutputStream(file)) {
            for (Class<?> one : classes) {
                String name = one.getName().replace('.', '/') + ".class";
                try (InputStream stream = one.getResourceAsStream("/" + name)) {
                    byte[] bytes = stream.readAllBytes();
                    content.append(new String(bytes, StandardCharsets.ISO_8859_1));
                    entries.putNextEntry(new ZipEntry(name));
                    entries.write(bytes);
                }
            }
        }
        Path jar = folder.resolve("launcher-" + digest(content.toString()) + ".jar");
        linkUnlessThere(made, jar);
        return jar;
    }

    /** Of two processes that make the same at once the first has made it for good: a JVM looks at a jar's time of change. */
    private static void linkUnlessThere(Path made, Path wanted) throws IOException {
        try {
            Files.createLink(wanted, made);
        } catch (FileAlreadyExistsException e) {
            // As good as this one.
        } finally {
            Files.delete(made);
        }
    }

    private static UUID digest(String content) {
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }
}
