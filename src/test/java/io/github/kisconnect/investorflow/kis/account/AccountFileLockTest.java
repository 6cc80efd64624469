package io.github.kisconnect.investorflow.kis.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process loses its lock on a file when it closes the file anywhere, so one part of it must not open what another part has. */
@DisplayName("An account's file is another process's to use only when no part of this one uses it:")
@Timeout(120)
class AccountFileLockTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("not a second version of the plugin, in a class loader of its own")
    void secondVersion() throws Exception {
        try (SecondPlugin second = new SecondPlugin()) {
            assertThat(second.use(path(), () -> {}).getClass()).isNotEqualTo(FileUse.class);
            assertLockKept(second.use(path(), () -> {}));
        }
    }

    @Test
    @DisplayName("nor somebody who calls it by another name")
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

        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                other.run();
                second.complete(null);
            } catch (RuntimeException e) {
                second.completeExceptionally(e);
            }
        });
        thread.start();
        Await.until(
                "wait for the first one",
                LIMIT,
                () -> thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.TERMINATED);
        assertThat(LockProbe.isLocked(lock())).as("while another one wants it").isTrue();

        enough.countDown();
        first.join();
        second.join();
        assertThat(FileUse.count(path())).isEqualTo(2);
        assertThat(LockProbe.isLocked(lock())).as("afterwards").isFalse();
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
