package io.github.kisconnect.investorflow;

import org.junit.jupiter.api.DisplayName;

@DisplayName("With exactly-once and one worker, nothing is lost and nothing is there twice when")
class ExactlyOnceOneWorkerIT extends DeliverySuite {
    ExactlyOnceOneWorkerIT() {
        super("exactly-once-one-worker", true, 1, false);
    }
}
