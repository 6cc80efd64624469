package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.ContainerPrograms;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.time.Duration;

/** Every part from its image. */
class ContainerSurroundings implements World.Surroundings {
    @Override
    public void change(StackOptions.Builder options) {
        options.programs(new ContainerPrograms(System.getProperty("kafka.version")))
                .startLimit(Duration.ofMinutes(3));
    }
}
