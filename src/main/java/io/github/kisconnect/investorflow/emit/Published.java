package io.github.kisconnect.investorflow.emit;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is remembered of a pair's last record: the content of its source offset.
 *
 * @param tick the record's tick
 * @param digest of its figures; null when the offset was altered without one
 * @param tradeDate its date in KST; null when the offset was altered without one
 */
public record Published(Instant tick, String digest, LocalDate tradeDate) {}
