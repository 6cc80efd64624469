/**
 * What all users of an account in this worker share: its name, its quota, the server's clock, and the files that keep
 * it over restarts.
 *
 * <p>Not here: any request.
 */
package io.github.kisconnect.investorflow.kis.account;
