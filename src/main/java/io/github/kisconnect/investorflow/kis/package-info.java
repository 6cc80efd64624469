/**
 * How the API is asked: requests, the access token, and errors as values.
 *
 * <p>Not here: when to ask ({@code poll}), what becomes a record ({@code emit}), and anything of Kafka Connect.
 */
package io.github.kisconnect.investorflow.kis;
