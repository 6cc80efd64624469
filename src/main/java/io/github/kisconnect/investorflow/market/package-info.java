/**
 * What can be asked for: market/sector pairs, the catalogue of known ones, selections with wildcards, and markets'
 * hours.
 *
 * <p>Not here: any input or output beyond the bundled tables, and anything of Kafka Connect.
 */
package io.github.kisconnect.investorflow.market;
