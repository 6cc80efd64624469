package io.github.kisconnect.investorflow.kis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at files that settings name, in bounded time and with bounded memory.
 *
 * <p>Whoever posts a configuration may name anything. Opening a pipe hangs until somebody writes to it, a device never
 * ends, and a file on a network may hang its reader. So only regular files are opened, and nobody waits longer than
 * {@link #LONGEST}.
 */
public final class SettingFile {
    static final Duration LONGEST = Duration.ofSeconds(20);
    /** In bytes; a trust store with all the world's authorities has a fiftieth of this. */
    static final int LARGEST = 10 * 1024 * 1024;

    private SettingFile() {}

    /** Why a file cannot be used: the rest of a sentence that begins with its name. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * Checks whether something may be kept in a file of that name.
     *
     * @throws UnusableException where a folder, a link or anything else that is not a regular file has that name
     */
    public static void checkKept(Path path) throws UnusableException {
        inTime(LONGEST, () -> {
            try {
                requireRegular(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException | AccessDeniedException e) {
                // It is made when there is something to keep; what prevents that is logged then, and stops no task.
            }
            return null;
        });
    }

    /** A file's content, for use within {@link #inTime}; follows links. */
    static byte[] read(Path path) throws IOException, UnusableException {
        requireRegular(Files.readAttributes(path, BasicFileAttributes.class));
        try (InputStream stream = Files.newInputStream(path)) {
            // What the file's attributes say about its size need not be true.
            byte[] content = stream.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new UnusableException("has more than " + LARGEST + " bytes");
            }
            return content;
        }
    }

    private static void requireRegular(BasicFileAttributes attributes) throws UnusableException {
        if (attributes.isDirectory()) {
            throw new UnusableException("is a folder");
        }
        if (attributes.isSymbolicLink()) {
            throw new UnusableException("is a link, which is not followed");
        }
        if (!attributes.isRegularFile()) {
            throw new UnusableException("is not a regular file but a pipe, a device or the like");
        }
    }

    /**
     * Runs what may hang, on a thread of its own.
     *
     * @throws UnusableException when it fails, or has not ended within the limit
     */
    static <T> T inTime(Duration limit, Callable<T> look) throws UnusableException {
        FutureTask<T> task = new FutureTask<>(look);
        Thread thread = new Thread(task, "kis-investor-flow-file");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new UnusableException("could not be read within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnusableException("was not read, because this worker is stopping");
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        }
    }

    private static UnusableException problem(Throwable failure) {
        if (failure instanceof UnusableException unusable) {
            return unusable;
        }
        if (failure instanceof NoSuchFileException) {
            return new UnusableException("does not exist");
        }
        return new UnusableException(
                failure instanceof AccessDeniedException
                        ? "may not be read by this worker's user"
                        : "cannot be read (" + failure.getClass().getSimpleName() + ")");
    }
}
