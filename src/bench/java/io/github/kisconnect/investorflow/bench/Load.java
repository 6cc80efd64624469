package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.sandbox.stack.ChildProcess;
import io.github.kisconnect.investorflow.sandbox.stack.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A subject under load: asks the simulator and writes into a topic until it is closed. */
interface Load extends AutoCloseable {
    /** The process whose work it is. */
    long pid();

    @Override
    void close();

    /** A connector in the stack's worker. */
    static Load connector(BenchStack stack, TrafficCase what, SimulatorProcess simulator, String topic) {
        BenchStack.Running running = stack.run(what.plan(), simulator, topic);
        return new Load() {
            @Override
            public long pid() {
                return stack.worker().pid();
            }

            @Override
            public void close() {
                running.close();
            }
        };
    }

    /** The bare program, in a JVM like the worker's; {@code warming}: how many requests it makes faster than that at first. */
    static Load floor(
            BenchStack stack,
            Options options,
            TrafficCase what,
            SimulatorProcess simulator,
            String topic,
            long warming) {
        ConnectorPlan plan = what.plan();
        JavaCommand command = JavaCommand.ofThisBuild(
                "floor",
                Path.of("target", "bench", "floor"),
                options.workerJvm(),
                FloorMain.class,
                List.of(
                        simulator.url(),
                        stack.bootstrapServers(),
                        topic,
                        Double.toString(plan.rate()),
                        Integer.toString(plan.inFlight() * plan.tasks()),
                        Integer.toString(plan.pairs()),
                        Long.toString(warming)));
        try {
            Files.deleteIfExists(command.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = command.start();
        return new Load() {
            @Override
            public long pid() {
                process.requireAlive();
                return process.pid();
            }

            @Override
            public void close() {
                process.close();
            }
        };
    }
}
