package io.github.kisconnect.investorflow.bench;

import java.time.Duration;

/** Looks at the bare program, paced as the connector is. */
record LightFloor(Options options, BenchStack stack, SimulatorProcess simulator, int round, Duration span) {
    private static final Duration LONGEST_WARMING = Duration.ofMinutes(5);

    LightResult measure(boolean warm) {
        Subject floor = new Subject.Floor();
        System.out.println("light: " + floor.shown() + ", round " + round + ", " + (warm ? "warm" : "young"));
        TrafficCase paced = new TrafficCase("light", LightCase.FIFTEEN.plan(), Duration.ZERO, 0);
        long warming = warm ? LightWorker.WARMING_ANSWERS : 0;
        long wanted = simulator.counts().requests() + warming;
        try (Load load = Load.floor(stack, options, paced, simulator, stack.newTopic(), warming)) {
            Waiting.until(
                    warming + " answers for the floor",
                    LONGEST_WARMING,
                    () -> load.pid() > 0 && simulator.counts().requests() >= wanted);
            LightSpan.settle(options);
            return LightSpan.of(load.pid(), span, simulator).result(floor.shown(), round, warm, LightCase.FIFTEEN);
        }
    }
}
