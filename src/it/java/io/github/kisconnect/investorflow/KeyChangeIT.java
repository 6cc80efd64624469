package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An app key that a provider reads from a file")
@ExtendWith(StackExtension.class)
class KeyChangeIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OLD_KEY = "old-key-" + UUID.randomUUID();
    private static final String NEW_KEY = "new-key-" + UUID.randomUUID();
    /** Of any task, whichever was started when. */
    private static final int SOME_ANSWERS = 4;

    @Test
    @DisplayName(
            "is changed in the file, and taken when the tasks are restarted: neither the same configuration put again nor a restart of the"
                    + " connector alone does that")
    void changed(LocalStack stack, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("kis.properties");
        Files.writeString(file, "key=" + OLD_KEY);
        try (ConnectorRun run = new ConnectorRun(
                        stack, "KSP:0001", options -> options.account(OLD_KEY, ConnectorRun.APP_SECRET)
                                .account(NEW_KEY, ConnectorRun.APP_SECRET))
                .with(ConfigKeys.APP_KEY, "${file:" + file + ":key}")
                .start(1)) {
            awaitAnswers(run, OLD_KEY);
            Files.writeString(file, "key=" + NEW_KEY);

            stack.connect().putConnector(run.name(), run.config());
            awaitAnswers(run, OLD_KEY);
            stack.connect().restartConnector(run.name());
            awaitAnswers(run, OLD_KEY);
            assertThat(answers(run, NEW_KEY)).isZero();

            stack.connect().restart(run.name());
            awaitAnswers(run, NEW_KEY);
        }
    }

    private static void awaitAnswers(ConnectorRun run, String appKey) {
        long before = answers(run, appKey);
        Await.until("answers to " + appKey, SOON, () -> answers(run, appKey) >= before + SOME_ANSWERS);
    }

    private static long answers(ConnectorRun run, String appKey) {
        return run.simulator().ledger().all().stream()
                .map(LedgerEntry::appKey)
                .filter(appKey::equals)
                .count();
    }
}
