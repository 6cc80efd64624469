package io.github.kisconnect.investorflow;

import org.junit.jupiter.api.DisplayName;

@DisplayName("At least once and with two workers, nothing is lost when")
class AtLeastOnceTwoWorkersIT extends DeliverySuite {
    AtLeastOnceTwoWorkersIT() {
        super("at-least-once-two-workers", false, 2, false);
    }
}
