package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a process and the simulator that it asks tell of a span.
 *
 * @param connections open to the simulator, on average
 */
record LightSpan(Use use, long requests, double connections, long liveHeapBytes) {
    private static final int SECONDS_TO_SETTLE = 15;
    private static final int SHORT_TO_SETTLE = 2;

    /** Lets a span pass; the heap is looked at after it, for that means a collection. */
    static LightSpan of(long pid, Duration span, SimulatorProcess simulator) {
        List<Integer> connections = new ArrayList<>();
        long before = simulator.counts().requests();
        Use use = Use.of(pid, span, () -> connections.add(simulator.counts().connections()));
        long requests = simulator.counts().requests() - before;
        double open = connections.stream().collect(Collectors.averagingInt(Integer::intValue));
        return new LightSpan(use, requests, open, Jcmd.liveHeap(pid));
    }

    /** What a start or an end brings with it is not to be measured. */
    static void settle(Options options) {
        Waiting.sleep(Duration.ofSeconds(options.shortForm() ? SHORT_TO_SETTLE : SECONDS_TO_SETTLE));
    }

    LightResult result(String subject, int round, boolean warm, LightCase what) {
        return new LightResult(subject, round, warm, what, use, requests, connections, liveHeapBytes);
    }
}
