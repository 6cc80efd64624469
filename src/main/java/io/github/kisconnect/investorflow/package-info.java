/**
 * The connector as Kafka Connect sees it: connector and task, and how a task is built, run and stopped.
 *
 * <p>Data flows one way: task, {@code poll} (when), {@code kis} (how), {@code flow} (what), {@code emit} (whether),
 * {@code record} (as what).
 */
package io.github.kisconnect.investorflow;
