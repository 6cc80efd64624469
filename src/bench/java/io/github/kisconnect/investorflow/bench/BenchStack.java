package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;

/** Broker, registry and one worker, which is started anew for each build that is measured. */
final class BenchStack implements AutoCloseable {
    private static final Duration TO_RUN = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final boolean shortForm;
    private Build current;
    private boolean untouched = true;
    private int topics;

    /** A connector that runs. */
    final class Running implements AutoCloseable {
        private final String name;

        private Running(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        void pause() {
            connect().pause(name);
            connect().waitUntil(name, "pause", TO_RUN, status -> status.tasks().stream()
                    .allMatch(task -> "PAUSED".equals(task.state())));
        }

        /** Deletes it; its tasks have ended when this returns. */
        @Override
        public void close() {
            connect().stop(name);
            connect().waitUntilStopped(name, TO_RUN);
            connect().delete(name);
        }
    }

    private BenchStack(LocalStack stack, Build build, boolean shortForm) {
        this.stack = stack;
        this.current = build;
        this.shortForm = shortForm;
    }

    static BenchStack start(Options options) {
        Build build = options.builds().get(0);
        StackOptions.Builder stack =
                StackOptions.in(Path.of("target", "bench", "stack")).archive(build.archive());
        options.workerJvm().forEach(stack::workerJvmFlag);
        return new BenchStack(LocalStack.start(stack.build()), build, options.shortForm());
    }

    /** Has the worker run a build, in a JVM that has done nothing yet; in the short form it may have. */
    void use(Build build) {
        boolean fits = build.equals(current) && (untouched || shortForm);
        if (!fits) {
            worker().stop();
            stack.replaceArchive(build.archive());
            worker().start();
        }
        current = build;
        untouched = false;
    }

    Service worker() {
        return stack.workers().get(0);
    }

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    /** A name that no other connector and no other topic has. */
    String newTopic() {
        return "bench-" + ++topics;
    }

    /** Starts a connector that is named as its topic, and returns when all its tasks run. */
    Running run(ConnectorPlan plan, SimulatorProcess simulator, String topic) {
        connect().putConnector(topic, plan.config(simulator.url(), topic));
        connect().waitUntilRunning(topic, plan.tasks(), TO_RUN);
        return new Running(topic);
    }

    private ConnectRest connect() {
        return stack.connect();
    }

    @Override
    public void close() {
        stack.close();
    }
}
