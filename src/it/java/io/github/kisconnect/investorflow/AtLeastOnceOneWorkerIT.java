package io.github.kisconnect.investorflow;

import org.junit.jupiter.api.DisplayName;

@DisplayName("At least once and with one worker, nothing is lost when")
class AtLeastOnceOneWorkerIT extends DeliverySuite {
    AtLeastOnceOneWorkerIT() {
        super("at-least-once-one-worker", false, 1, true);
    }
}
