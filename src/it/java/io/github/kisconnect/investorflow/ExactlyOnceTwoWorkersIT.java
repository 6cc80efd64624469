package io.github.kisconnect.investorflow;

import org.junit.jupiter.api.DisplayName;

@DisplayName("With exactly-once and two workers, nothing is lost and nothing is there twice when")
class ExactlyOnceTwoWorkersIT extends DeliverySuite {
    ExactlyOnceTwoWorkersIT() {
        super("exactly-once-two-workers", true, 2, true);
    }
}
