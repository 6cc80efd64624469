package io.github.kisconnect.investorflow.bench;

import java.util.function.Supplier;

/** One that {@code -Dbench=} can name. */
interface Benchmark {
    String name();

    /** Measures, and leaves tables and figures in {@code target/bench/}; {@code stack}: starts it when it is asked first. */
    void run(Options options, Supplier<BenchStack> stack);
}
