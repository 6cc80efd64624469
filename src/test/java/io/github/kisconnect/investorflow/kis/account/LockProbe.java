package io.github.kisconnect.investorflow.kis.account;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Another process that tries to lock a file, and says whether it could: what another worker of the host would see. */
final class LockProbe {
    private static final String FREE = "free";
    private static final String LOCKED = "locked";

    private LockProbe() {}

    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            System.out.print(lock == null ? LOCKED : FREE);
        }
    }

    /** Runs the other process. */
    static boolean isLocked(Path file) throws Exception {
        Path classes = Path.of(LockProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        classes.toString(),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES) || !(said.equals(FREE) || said.equals(LOCKED))) {
            process.destroyForcibly();
            throw new AssertionError("the other process said: " + said);
        }
        return said.equals(LOCKED);
    }
}
