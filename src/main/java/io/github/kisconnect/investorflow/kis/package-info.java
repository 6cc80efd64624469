/**
 * How the API is asked: the client, HTTP, the way over proxies, and what keeps secrets out of what is said.
 *
 * <p>Not here: when to ask ({@code poll}), what becomes a record ({@code emit}), and anything of Kafka Connect.
 */
package io.github.kisconnect.investorflow.kis;
