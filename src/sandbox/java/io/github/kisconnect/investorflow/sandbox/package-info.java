/**
 * What the quickstart runs: the connector on a local stack against the simulator, a live table, and the reconciliation.
 *
 * <p>Not here: the simulator and the stack themselves, which have packages of their own; nothing of it is shipped.
 */
package io.github.kisconnect.investorflow.sandbox;
