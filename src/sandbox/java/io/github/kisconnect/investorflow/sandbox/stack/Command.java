package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;

/** What a part of the stack runs, as often as it is started. */
public interface Command {
    /** For messages. */
    String name();

    /** The file that takes everything it prints, over its starts. */
    Path log();

    /**
     * Starts it and returns at once.
     *
     * @throws StackException when it cannot be started
     */
    Run start();
}
