/**
 * The local stack: a real KRaft broker, real distributed Connect workers and a real schema registry, each a process of
 * its own that cannot outlive the one that started it.
 *
 * <p>Not here: the simulator of the brokerage's API, and what is done with the stack (quickstart, tests, benchmarks).
 */
package io.github.kisconnect.investorflow.sandbox.stack;
