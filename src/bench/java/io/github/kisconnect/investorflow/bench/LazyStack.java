package io.github.kisconnect.investorflow.bench;

import java.util.function.Supplier;

/** One stack for all benchmarks of a run, started when the first of them needs it. */
final class LazyStack implements Supplier<BenchStack>, AutoCloseable {
    private final Options options;
    private BenchStack stack;

    LazyStack(Options options) {
        this.options = options;
    }

    @Override
    public BenchStack get() {
        if (stack == null) {
            stack = BenchStack.start(options);
        }
        return stack;
    }

    @Override
    public void close() {
        if (stack != null) {
            stack.close();
        }
    }
}
