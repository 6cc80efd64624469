package io.github.kisconnect.investorflow.bench;

/**
 * What a worker used in one case of one round.
 *
 * @param warm whether many thousand answers went through the worker before
 * @param requests that the simulator got meanwhile
 * @param connections open to the simulator, on average
 * @param liveHeapBytes after a collection at the end
 */
record LightResult(
        String build,
        int round,
        boolean warm,
        LightCase what,
        Use use,
        long requests,
        double connections,
        long liveHeapBytes) {}
