package io.github.kisconnect.investorflow.kis.account;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the client uses of the machine that it runs on: passed in, so that tests can set the time.
 *
 * @param clock wall clock, for the token's expiry and for {@code received_at}
 * @param nanoTime monotonic clock, for the time between token attempts
 * @param threads makes the threads that wait for answers
 * @param random for the ids of corporations' requests, and for waits that must differ from worker to worker; safe for
 *     use by several threads
 */
public record Host(InstantSource clock, LongSupplier nanoTime, ThreadFactory threads, RandomGenerator random) {}
