package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.Map;

/** Looks at the stack's worker in one round with one build. */
record LightWorker(
        Options options, BenchStack stack, SimulatorProcess simulator, Build build, int round, Duration span) {
    /** Pairs and requests a second of the connector that warms a worker. */
    static final int FAST = 1_000;

    /** How many answers make a JVM warm. */
    static final long WARMING_ANSWERS = 40_000;

    private static final int FAST_IN_FLIGHT = 64;
    private static final Duration LONGEST_WARMING = Duration.ofMinutes(5);

    LightResult measure(boolean warm, LightCase what) {
        System.out.println(
                "light: " + build.name() + ", round " + round + ", " + (warm ? "warm" : "young") + ", " + what.shown());
        ConnectorPlan plan = what.plan();
        if (plan == null) {
            LightSpan.settle(options);
            return look(warm, what);
        }
        try (BenchStack.Running running = stack.run(plan, simulator, stack.newTopic())) {
            LightSpan.settle(options);
            if (what.isPaused()) {
                running.pause();
                LightSpan.settle(options);
            }
            return look(warm, what);
        }
    }

    private LightResult look(boolean warm, LightCase what) {
        LightResult result =
                LightSpan.of(stack.worker().pid(), span, simulator).result(build.name(), round, warm, what);
        if (what == LightCase.FIFTEEN && result.requests() == 0) {
            throw new IllegalStateException("no request came from " + build.name());
        }
        return result;
    }

    /** Lets many answers go through the worker. */
    void warm() {
        System.out.println("light: " + WARMING_ANSWERS + " answers to warm the worker");
        long wanted = simulator.counts().requests() + WARMING_ANSWERS;
        ConnectorPlan plan = new ConnectorPlan(FAST, 1, FAST, Duration.ofSeconds(1), FAST_IN_FLIGHT, Map.of());
        try (BenchStack.Running running = stack.run(plan, simulator, stack.newTopic())) {
            Waiting.until(
                    WARMING_ANSWERS + " answers for " + running.name(),
                    LONGEST_WARMING,
                    () -> simulator.counts().requests() >= wanted);
        }
    }
}
