/**
 * What a task tells about itself: the names of its metrics, and where their values go.
 *
 * <p>Not here: what is counted when; {@code kis} and {@code poll} know that.
 */
package io.github.kisconnect.investorflow.metrics;
