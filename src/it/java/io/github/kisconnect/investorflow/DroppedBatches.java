package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A connector of which a transform drops whole batches, the last one of each tick among them, and which is paused and resumed. */
final class DroppedBatches {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The contract's bound. */
    private static final Duration TO_BE_QUIET = Duration.ofSeconds(2);

    private DroppedBatches() {}

    /** Fails where it asks for anything while it is paused, or publishes something of that time later. */
    static void play(LocalStack stack) {
        ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001");
        run.with(ConfigKeys.TOPIC, run.topic() + ".${market}")
                .with("transforms", "drop")
                .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
                .with("transforms.drop.predicate", "second")
                .with("predicates", "second")
                .with("predicates.second.type", "org.apache.kafka.connect.transforms.predicates.TopicNameMatches")
                .with("predicates.second.pattern", ".*ksq");
        try (run;
                TopicReader first = run.start(1).reader()) {
            first.readUntil("records of the first pair", SOON, read -> read.size() >= 3);
            run.pause();
            first.readUntilQuiet(TO_BE_QUIET);
            long asked = run.simulator().ledger().size();
            Instant quiet = Instant.now();
            first.readUntilQuiet(TO_BE_QUIET);
            assertThat(run.simulator().ledger().size()).isEqualTo(asked);

            Instant resumed = Instant.now();
            run.resume(1);
            List<FlowRecord> records = first.readUntil("records after the pause", SOON, read -> read.stream()
                    .anyMatch(record -> record.timestamp().isAfter(resumed)));
            assertThat(records)
                    .as("records fetched in the pause")
                    .noneMatch(record -> record.timestamp().isAfter(quiet)
                            && record.timestamp().isBefore(resumed));
            assertThat(records).allMatch(record -> record.topic().endsWith(".ksp"));
            assertThat(run.simulator().ledger().all())
                    .anyMatch(entry -> entry.pair().market().equals("KSQ"));
        }
    }
}
