/**
 * How requests reach the API: the client, HTTP, proxies and certificates, and what keeps secrets out of texts.
 *
 * <p>Not here: when to ask ({@code poll}), what becomes a record ({@code emit}), and anything of Kafka Connect.
 */
package io.github.kisconnect.investorflow.kis;
