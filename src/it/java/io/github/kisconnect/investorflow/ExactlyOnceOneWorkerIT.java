package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.TopicReader;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With exactly-once and one worker, nothing is lost and nothing is there twice when")
class ExactlyOnceOneWorkerIT extends DeliverySuite {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The contract's bound. */
    private static final Duration TO_BE_QUIET = Duration.ofSeconds(2);

    ExactlyOnceOneWorkerIT() {
        super("exactly-once-one-worker", true, 1, false);
    }

    @Test
    @DisplayName(
            "transforms drop every record, and the connector is paused: it asks for nothing, and has nothing to publish later")
    void filtered() {
        try (ConnectorRun run = new ConnectorRun(stack(), "KSP:0001,KSQ:1001")
                        .with("transforms", "drop")
                        .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
                        .start(1);
                TopicReader nothing = run.reader()) {
            Await.until("answers", SOON, () -> run.simulator().ledger().size() > 4);
            run.pause();
            assertThat(nothing.readUntilQuiet(TO_BE_QUIET)).isEmpty();
            long asked = run.simulator().ledger().size();
            assertThat(nothing.readUntilQuiet(TO_BE_QUIET)).isEmpty();
            assertThat(run.simulator().ledger().size()).isEqualTo(asked);
            run.resume(1);
            Await.until(
                    "answers after the pause",
                    SOON,
                    () -> run.simulator().ledger().size() > asked + 2);
        }
    }
}
