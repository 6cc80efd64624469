/**
 * The snapshot of investor flows: twelve investor groups by six figures, as pure values.
 *
 * <p>Not here: how a snapshot is fetched or read ({@code kis}), and what it becomes in Kafka ({@code record}).
 */
package io.github.kisconnect.investorflow.flow;
