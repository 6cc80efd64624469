package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The builds that are compared: the one that the profile has just made, and one of another commit. */
final class Builds {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private Builds() {}

    /** {@code against}: a commit or a tag of this repository; empty for none. */
    static List<Build> of(Path archive, String against) {
        List<Build> builds = new ArrayList<>();
        builds.add(new Build("this build", commitHere(), archive));
        if (!against.isEmpty()) {
            builds.add(other(against));
        }
        return builds;
    }

    private static String commitHere() {
        try {
            boolean changed = !git("status", "--porcelain").isEmpty();
            return git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
        } catch (IllegalStateException e) {
            return "unknown";
        }
    }

    /** Builds an archive in a clone that is removed then; one that is there already is taken. */
    private static Build other(String against) {
        String commit = git("rev-parse", "--short", against + "^{commit}");
        Path archive = HERE.resolve(Path.of("target", "bench", "builds", commit + ".zip"));
        if (!Files.exists(archive)) {
            try {
                Files.createDirectories(archive.getParent());
                Path clone = Files.createTempDirectory("bench-against");
                try {
                    build(clone, commit, archive);
                } finally {
                    remove(clone);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Build(against, commit, archive);
    }

    private static void build(Path clone, String commit, Path archive) throws IOException {
        System.out.println("Building " + commit + " in " + clone + " …");
        Commands.run(HERE, List.of("git", "clone", "-q", "--no-checkout", HERE.toString(), clone.toString()));
        Commands.run(clone, List.of("git", "checkout", "-q", commit));
        String maven = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
        List<String> line = List.of(maven, "-B", "-q", "package", "-DskipTests", "-Dspotless.check.skip");
        Commands.run(clone, line);
        try (Stream<Path> made = Files.list(clone.resolve("target/components/packages"))) {
            Path zip = made.filter(file -> file.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(zip, archive);
        }
    }

    private static List<String> packaging(String flag) {
        String maven = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
        return List.of(maven, "-B", "-q", flag, "package", "-DskipTests", "-Dspotless.check.skip");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String git(String... arguments) {
        return Commands.run(
                HERE, Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
    }
}
