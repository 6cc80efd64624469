/**
 * When the API is asked: ticks, slots, requests in flight, and the queue over which snapshots are handed to the worker.
 *
 * <p>Not here: how a request is made ({@code kis}) and whether its answer becomes a record ({@code emit}).
 */
package io.github.kisconnect.investorflow.poll;
