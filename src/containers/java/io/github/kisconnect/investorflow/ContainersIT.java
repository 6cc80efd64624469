package io.github.kisconnect.investorflow;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("containers")
@DisplayName("In containers, with exactly-once and two workers, nothing is lost and nothing is there twice when")
class ContainersIT extends DeliverySuite {
    ContainersIT() {
        // Whichever version it is run with.
        super("containers", true, 2, System.getProperty("kafka.version").startsWith("4."), new ContainerSurroundings());
    }
}
