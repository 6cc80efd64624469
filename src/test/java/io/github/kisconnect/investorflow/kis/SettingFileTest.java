package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.Await;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A look at a file")
class SettingFileTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    @DisplayName("that hangs is given up and interrupted, and says so")
    void hangs() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> SettingFile.inTime(Duration.ofSeconds(2), () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }))
                .isInstanceOf(SettingFile.UnusableException.class)
                .hasMessage("could not be read within 2000 ms");
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    @DisplayName("of a worker that is stopping is given up, and the worker's thread told so")
    void stopping() {
        Thread worker = Thread.currentThread();
        AtomicReference<Thread> look = new AtomicReference<>();
        assertThatThrownBy(() -> SettingFile.inTime(LONG, () -> {
                    look.set(Thread.currentThread());
                    worker.interrupt();
                    return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                }))
                .isInstanceOf(SettingFile.UnusableException.class)
                .hasMessageContaining("this worker is stopping");
        assertThat(Thread.interrupted()).isTrue();
        Await.until("end of the look", LONG, () -> !look.get().isAlive());
    }

    @Test
    @DisplayName("says in words of ours what is wrong, and no more than that of what is in it")
    void words() {
        assertFails(new NoSuchFileException("hidden"), "does not exist");
        assertFails(new AccessDeniedException("hidden"), "may not be read by this worker's user");
        assertFails(new FileSystemException("hidden"), "cannot be read (FileSystemException)");
        assertFails(new IllegalStateException("hidden"), "cannot be read (IllegalStateException)");
        assertFails(new SettingFile.UnusableException("is a folder"), "is a folder");
        assertThatCode(() -> SettingFile.inTime(LONG, () -> null)).doesNotThrowAnyException();
    }

    private static void assertFails(Exception failure, String words) {
        assertThatThrownBy(() -> SettingFile.inTime(LONG, () -> {
                    throw failure;
                }))
                .isInstanceOf(SettingFile.UnusableException.class)
                .hasMessage(words);
    }
}
