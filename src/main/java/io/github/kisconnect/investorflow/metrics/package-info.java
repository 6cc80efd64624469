/**
 * What a task tells about itself: the names of its metrics, and where their values go.
 *
 * <p>Not here: what is counted when, which is for those to say who know it ({@code kis}, {@code poll}).
 */
package io.github.kisconnect.investorflow.metrics;
