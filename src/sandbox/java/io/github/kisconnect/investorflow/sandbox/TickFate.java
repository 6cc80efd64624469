package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;

/** What became of one tick of a pair. */
public record TickFate(MarketSector pair, Instant tick, Fate fate) {}
