/**
 * The connector as Kafka Connect sees it: connector, task, and their configurations.
 *
 * <p>Data flows one way: task, {@code poll} (when), {@code kis} (how), {@code flow} (what), {@code emit} (whether),
 * {@code record} (as what).
 */
package io.github.kisconnect.investorflow;
