package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Commands {
    private Commands() {}

    /**
     * What it printed.
     *
     * @throws IllegalStateException with that, when it failed
     */
    static String run(Path folder, List<String> line) {
        try {
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            // Also when this JVM is told to end: a build of another commit takes minutes.
            Thread hook = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(String.join(" ", line) + " failed:\n" + said);
                }
                return said.trim();
            } finally {
                process.destroy();
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
