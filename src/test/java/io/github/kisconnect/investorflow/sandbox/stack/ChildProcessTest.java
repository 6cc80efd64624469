package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A child process")
@Timeout(30)
class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    @DisplayName("runs until it is stopped, with its environment and its log")
    void runsUntilStopped() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Polite.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello from " + child.pid()), SOON);
            assertThat(child.alive()).isTrue();

            child.stop();

            assertThat(child.alive()).isFalse();
            assertThat(command.log()).content().endsWith("goodbye\n");
        }
    }

    @Test
    @DisplayName("that is killed has no time to say goodbye")
    void killed() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Polite.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);

            child.requireAlive();
            child.kill();

            assertThat(child.alive()).isFalse();
            assertThat(command.log()).content().doesNotContain("goodbye");
        }
    }

    @Test
    @DisplayName("that does not end when it is asked to still runs until it is killed")
    void doesNotEnd() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Polite.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);
            child.freeze();

            assertThat(child.endWithin(Duration.ofMillis(200))).isFalse();
            assertThat(child.alive()).isTrue();

            child.kill();
            assertThat(child.alive()).isFalse();
        }
    }

    @Test
    @DisplayName("that is frozen does nothing until it is thawed")
    void frozen() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Polite.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);

            child.freeze();
            ProcessHandle.of(child.pid()).orElseThrow().destroy();

            assertThat(child.awaitExit(Duration.ofMillis(500))).isFalse();
            child.thaw();
            assertThat(child.awaitExit(SOON)).isTrue();
            assertThat(command.log()).content().endsWith("goodbye\n");
        }
    }

    @Test
    @DisplayName("that has ended by itself is told to whoever looks, with its log")
    void endedByItself() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Polite.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);
            child.kill();
            assertThatThrownBy(child::requireAlive)
                    .isInstanceOf(StackException.class)
                    .hasMessageContainingAll(
                            "has ended by itself", command.log().toString(), "hello");
        }
    }

    @Test
    @DisplayName("that ends before it is ready is reported at once, with its log")
    void earlyExit() {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Failing.class);
        try (ChildProcess child = command.start()) {
            assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMinutes(10)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContainingAll(
                            "child ended with exit code 3", command.log().toString(), "no such setting: frobnicate");
        }
    }

    @Test
    @DisplayName("that does not become ready is reported after the limit")
    void neverReady() {
        try (ChildProcess child =
                ChildPrograms.command(directory, ChildPrograms.Endless.class).start()) {
            assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(1)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("child was not ready within 1 s");
        }
    }

    @Test
    @DisplayName("ends when the pipe to it is closed")
    void endsWithItsPipe() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Endless.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);

            child.cutTether();

            assertThat(child.awaitExit(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("does not outlive a parent that was killed with -9")
    void endsWithItsParent() throws Exception {
        Path pidFile = directory.resolve("pid");
        try (ChildProcess parent = ChildPrograms.command(directory, ChildPrograms.Parent.class, pidFile.toString())
                .start()) {
            parent.awaitReady(() -> Files.exists(pidFile), SOON);
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.kill();

            assertThat(child.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS).isAlive())
                    .isFalse();
        }
    }

    @Test
    @DisplayName("ignores Ctrl-C, which its parent answers")
    void ignoresInterrupt() throws Exception {
        JavaCommand command = ChildPrograms.command(directory, ChildPrograms.Endless.class);
        try (ChildProcess child = command.start()) {
            child.awaitReady(() -> Files.readString(command.log()).contains("hello"), SOON);

            new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                    .start()
                    .waitFor();

            assertThat(child.awaitExit(Duration.ofMillis(500))).isFalse();
        }
    }
}
