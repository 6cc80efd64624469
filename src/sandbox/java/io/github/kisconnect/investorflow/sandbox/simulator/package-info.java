/**
 * A stand-in for the KIS Open API: it speaks the documented protocol over real HTTP, enforces the documented rules, injects
 * faults by name and keeps a ledger of every answer.
 *
 * <p>Not here: anything of Kafka, and the comparison of the ledger with a topic.
 */
package io.github.kisconnect.investorflow.sandbox.simulator;
