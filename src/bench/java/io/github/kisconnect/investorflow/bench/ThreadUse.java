package io.github.kisconnect.investorflow.bench;

/**
 * What threads of one name have used, as the kernel counts it.
 *
 * @param name of one thread, or of several with their numbers left out
 * @param threads how many
 * @param cpuNanos time on a processor
 * @param wakeUps how often one gave the processor up by itself, which is how often it was woken
 */
record ThreadUse(String name, int threads, long cpuNanos, long wakeUps) {
    ThreadUse since(ThreadUse before) {
        return before == null
                ? this
                : new ThreadUse(name, threads, cpuNanos - before.cpuNanos, wakeUps - before.wakeUps);
    }

    ThreadUse and(ThreadUse other) {
        return new ThreadUse(name, threads + other.threads, cpuNanos + other.cpuNanos, wakeUps + other.wakeUps);
    }

    ThreadUse named(String other) {
        return new ThreadUse(other, threads, cpuNanos, wakeUps);
    }
}
