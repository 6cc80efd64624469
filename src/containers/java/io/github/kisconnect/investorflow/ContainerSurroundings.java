package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.ContainerPrograms;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;

/** Every part from its image. */
class ContainerSurroundings implements World.Surroundings {
    @Override
    public void change(StackOptions.Builder options) {
        options.programs(new ContainerPrograms(System.getProperty("kafka.version")));
    }
}
