/**
 * The seam for the API's endpoints: how each is asked, how its answers are read, and errors as values.
 *
 * <p>A new endpoint is a class and a test, here or in a package of its own. Not here: the wire, and what all requests
 * have in common ({@code kis}).
 */
package io.github.kisconnect.investorflow.kis.endpoint;
