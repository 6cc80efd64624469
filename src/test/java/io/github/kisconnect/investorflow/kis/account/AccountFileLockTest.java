package io.github.kisconnect.investorflow.kis.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that closes a file anywhere loses its lock on it: one part must not open what another part has. */
@DisplayName("A file of accounts is used by one process at a time, and by one part of it:")
@Timeout(120)
class AccountFileLockTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LOOKS_OF_A_MINUTE = 12_000;
    private static final Duration ALMOST_A_SECOND = Duration.ofMillis(900);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("another process is waited for")
    void waits() throws Exception {
        FileUse use = new FileUse(path(), () -> {});
        AccountFile.of(path(), use, LOOKS_OF_A_MINUTE);
        use.run();
        CompletableFuture<Void> second;
        try (LockProbe other = new LockProbe(lock())) {
            assertThat(other.hasLock()).isTrue();
            second = startAndAwait(use, Thread.State.TIMED_WAITING);
            assertThat(second).isNotDone();
        }
        second.join();
        assertThat(FileUse.count(path())).isEqualTo(2);
    }

    @Test
    @DisplayName("another process that keeps it is reported once, and no longer waited for until it was free")
    void hangs() throws Exception {
        FileUse use = new FileUse(path(), () -> {});
        try (LogCapture logs = LogCapture.begin()) {
            for (int hang = 0; hang < 2; hang++) {
                use.run();
                try (LockProbe other = new LockProbe(lock())) {
                    assertThat(other.hasLock()).isTrue();
                    Duration first = timeInVain();
                    assertThat(first).isGreaterThan(ALMOST_A_SECOND);
                    assertThat(timeInVain()).as("the next one").isLessThan(first);
                    assertThat(FileUse.count(path()))
                            .as("read without the lock")
                            .isEqualTo(hang + 1);
                }
                assertThat(logs.ours(Level.WARN))
                        .hasSize(hang + 1)
                        .last()
                        .asString()
                        .contains("the file of a test " + path() + " is not used", "locked for a second");
            }
        }
    }

    private Duration timeInVain() throws IOException {
        long begin = System.nanoTime();
        assertThat(FileUse.update(path(), "account", count -> count + 1)).isEmpty();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    @DisplayName("a second version of the plugin, in a class loader of its own, waits until the first is done")
    void secondVersion() throws Exception {
        try (SecondPlugin second = new SecondPlugin()) {
            assertThat(second.use(path(), () -> {}).getClass()).isNotEqualTo(FileUse.class);
            assertLockKept(second.use(path(), () -> {}));
        }
    }

    @Test
    @DisplayName("whoever calls it by another name waits, too")
    void otherName() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        assertLockKept(new FileUse(link.resolve(path().getFileName()), () -> {}));
    }

    private void assertLockKept(Runnable other) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(new FileUse(path(), () -> {
            held.countDown();
            await(enough);
        }));
        await(held);
        assertThat(LockProbe.isLocked(lock())).as("before").isTrue();

        CompletableFuture<Void> second = startAndAwait(other, Thread.State.BLOCKED);
        assertThat(LockProbe.isLocked(lock())).as("while another one wants it").isTrue();

        enough.countDown();
        first.join();
        second.join();
        assertThat(FileUse.count(path())).isEqualTo(2);
        assertThat(LockProbe.isLocked(lock())).as("afterwards").isFalse();
    }

    /** Starts it on a thread, and waits until that is in the state, or has ended. */
    private static CompletableFuture<Void> startAndAwait(Runnable use, Thread.State state) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> done.completeAsync(
                () -> {
                    use.run();
                    return null;
                },
                Runnable::run));
        thread.start();
        Await.until(
                "wait for the first one",
                LIMIT,
                () -> thread.getState() == state || thread.getState() == Thread.State.TERMINATED);
        return done;
    }

    private Path path() throws IOException {
        return Files.createDirectories(folder.resolve("real")).resolve("file.json");
    }

    private Path lock() throws IOException {
        return path().resolveSibling("file.json.lock");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
