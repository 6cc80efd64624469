package io.github.kisconnect.investorflow.sandbox.stack;

import java.time.Duration;

/** Hears what the local stack does; one call at a time. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress SILENT = (name, address, took) -> {};

    /**
     * A part of the stack serves now.
     *
     * @param name for example {@code broker}, {@code registry}, {@code worker-1}
     * @param address host and port for the broker, a URL for the others
     * @param took from the start of its process until it served
     */
    void started(String name, String address, Duration took);
}
