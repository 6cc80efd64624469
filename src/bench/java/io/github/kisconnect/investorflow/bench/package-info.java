/**
 * The benchmarks that {@code mvn -Pbench} runs: single steps with JMH, and the built archive end to end on the local stack.
 *
 * <p>Not here: any bound. A machine that is busy must not fail a build; people read the tables and judge.
 */
package io.github.kisconnect.investorflow.bench;
