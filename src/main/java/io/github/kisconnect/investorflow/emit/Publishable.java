package io.github.kisconnect.investorflow.emit;

/** What goes to Kafka for a pair and a tick: a snapshot, or an answer that could not be read. */
public sealed interface Publishable permits Emitted, Rejected {
    /** The bytes of memory that it takes while it waits for the worker: an estimate, rather too high than too low. */
    long bytes();
}
