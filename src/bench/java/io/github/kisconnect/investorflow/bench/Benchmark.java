package io.github.kisconnect.investorflow.bench;

/** One that {@code -Dbench=} can name. */
interface Benchmark {
    String name();

    /** Measures, and leaves tables and figures in {@code target/bench/}. */
    void run(Options options);
}
