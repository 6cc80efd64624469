package io.github.kisconnect.investorflow.kis.account;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that tries to lock a file, as another worker would, and keeps the lock until it is closed. */
final class LockProbe implements AutoCloseable {
    private static final String FREE = "free";
    private static final String LOCKED = "locked";

    private final Process process;
    private final String said;

    LockProbe(Path file) throws Exception {
        Path classes = Path.of(LockProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        classes.toString(),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        said = process.inputReader().readLine();
        if (!FREE.equals(said) && !LOCKED.equals(said)) {
            close();
            throw new AssertionError("the other process said: " + said);
        }
    }

    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            System.out.println(lock == null ? LOCKED : FREE);
            // Also ends with whoever has started it.
            System.in.read();
        }
    }

    /** Whether the other process has the lock, or else somebody had it. */
    boolean hasLock() {
        return said.equals(FREE);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Whether the file is locked by somebody now. */
    static boolean isLocked(Path file) throws Exception {
        try (LockProbe probe = new LockProbe(file)) {
            return !probe.hasLock();
        }
    }
}
