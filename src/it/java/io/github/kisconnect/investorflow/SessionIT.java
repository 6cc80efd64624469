package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("With session.gate=krx, on a real worker")
@Tag("once")
@ExtendWith(StackExtension.class)
class SessionIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @DisplayName("a connector runs through a closed day, and asks for nothing, not even for a token or for holidays")
    void closedDay(LocalStack stack) {
        LocalDate today = Kst.date(Instant.now());
        try (ConnectorRun closed = new ConnectorRun(stack, "KSP:0001,K2I:F001")
                        .with("tasks.max", 2)
                        .with(ConfigKeys.SESSION_GATE, "krx")
                        .with(ConfigKeys.SESSION_START, "00:00")
                        .with(ConfigKeys.SESSION_END, "23:59")
                        .with(ConfigKeys.SESSION_HOLIDAYS, today + "," + today.plusDays(1))
                        .start(2);
                ConnectorRun open = new ConnectorRun(stack, "KSP:0001").start(1);
                TopicReader records = open.reader()) {
            records.readUntil("records of five ticks of another connector", SOON, read -> read.size() >= 5);
            stack.connect().waitUntilRunning(closed.name(), 2, SOON);
            for (Endpoint endpoint : Endpoint.values()) {
                assertThat(closed.simulator().requests(endpoint))
                        .as("%s", endpoint)
                        .isZero();
            }
        }
    }
}
