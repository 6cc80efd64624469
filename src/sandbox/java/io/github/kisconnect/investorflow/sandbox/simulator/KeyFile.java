package io.github.kisconnect.investorflow.sandbox.simulator;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.UUID;

/** A properties file with {@code app.key} and {@code app.secret}, from which simulator and workers read the same account. */
final class KeyFile {
    private KeyFile() {}

    /** What is in the file; one that is absent is made, with an account that nobody has had, for its owner only. */
    static Properties readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            Properties account = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                account.load(reader);
            }
            return account;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file) throws IOException {
        Properties account = new Properties();
        account.setProperty("app.key", "simulator-" + UUID.randomUUID());
        account.setProperty("app.secret", "simulator-" + UUID.randomUUID() + UUID.randomUUID());
        // Readable by its owner only, and whole as soon as it is there.
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "kis", null);
        try (Writer writer = Files.newBufferedWriter(whole)) {
            account.store(writer, null);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
