package io.github.kisconnect.investorflow.bench;

/**
 * What came of a load.
 *
 * @param requests that the simulator got in the span
 * @param usedPercent of those that were due
 * @param mostInASecond the most requests in any second, from the first one on
 * @param refused over the quota, from the first one on
 * @param records that the consumer got in the span
 * @param cpuSecondsPerThousand of the measured process, for a thousand requests; what the worker uses without a connector is taken off
 * @param p50Millis from the arrival of an answer to its record's at the consumer
 * @param p99Millis the same
 */
record TrafficResult(
        String subject,
        String what,
        int round,
        double seconds,
        long requests,
        double usedPercent,
        int mostInASecond,
        long refused,
        long records,
        double cpuSecondsPerThousand,
        int p50Millis,
        int p99Millis) {}
