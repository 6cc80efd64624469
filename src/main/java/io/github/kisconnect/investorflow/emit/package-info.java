/**
 * Whether a snapshot becomes a record: only changes, or all, and never an earlier day's row.
 *
 * <p>Not here: how it looks in Kafka ({@code record}) and when it was asked for ({@code poll}).
 */
package io.github.kisconnect.investorflow.emit;
