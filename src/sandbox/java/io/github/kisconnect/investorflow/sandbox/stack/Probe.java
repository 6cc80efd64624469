package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;

/** Asks a starting process whether it serves yet. */
@FunctionalInterface
public interface Probe {

    /**
     * Asks once.
     *
     * @return whether the process serves
     * @throws IOException means "not yet" too: nothing listens, or it does not answer
     */
    boolean ready() throws IOException;
}
