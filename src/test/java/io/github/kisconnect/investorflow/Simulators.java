package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Simulators for tests that are not about the API's limits. */
public final class Simulators {
    private Simulators() {}

    /** One of an account that may ask as often as it likes; the figures always move. */
    public static KisSimulator unlimited(Credentials credentials) {
        return unlimited(credentials, options -> options);
    }

    /** The same with more options. */
    public static KisSimulator unlimited(Credentials credentials, UnaryOperator<SimulatorOptions.Builder> more) {
        return KisSimulator.start(more.apply(SimulatorOptions.builder()
                        .account(credentials.appKey(), credentials.appSecret())
                        .movement(Movement.ALWAYS_MOVING)
                        .tokenSpacing(Duration.ZERO)
                        .quotaPerSecond(0))
                .build());
    }
}
