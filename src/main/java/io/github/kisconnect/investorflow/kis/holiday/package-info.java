/**
 * What the holiday endpoint says, which all tasks and connectors of a worker share for an account.
 *
 * <p>Not here: when a task asks ({@code poll}), and what follows for its sessions ({@code market}).
 */
package io.github.kisconnect.investorflow.kis.holiday;
