/**
 * The access token that all tasks and connectors of a worker share for an account: when it is requested, kept, handed
 * out and dropped.
 *
 * <p>Not here: the request on the wire.
 */
package io.github.kisconnect.investorflow.kis.token;
