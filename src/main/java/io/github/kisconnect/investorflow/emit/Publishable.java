package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;

/** What goes to Kafka for a pair and a tick: a snapshot, or an answer that could not be read. */
public sealed interface Publishable permits Emitted, Rejected {
    /** What was asked for. */
    MarketSector pair();

    /** The scheduled tick. */
    Instant tick();

    /** The memory that it takes while it waits for the worker, roughly and rather too much than too little. */
    long bytes();
}
