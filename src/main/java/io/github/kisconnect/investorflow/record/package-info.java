/**
 * What a record looks like in Kafka: Connect schemas, key, value, headers, source partition and source offset.
 *
 * <p>Not here: the decision that a snapshot becomes a record ({@code emit}).
 */
package io.github.kisconnect.investorflow.record;
