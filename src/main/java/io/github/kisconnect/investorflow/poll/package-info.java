/**
 * Decides when to poll the API: ticks, slots, requests in flight, and the queue that hands snapshots to the worker.
 *
 * <p>Not here: how a request is made ({@code kis}) and whether its answer becomes a record ({@code emit}).
 */
package io.github.kisconnect.investorflow.poll;
