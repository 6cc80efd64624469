package io.github.kisconnect.investorflow.poll;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The records of the last batch that the worker took and has not finished with. Safe for use by several threads.
 *
 * <p>Only the last batch counts, and records are compared by identity: when the worker asks for the next batch,
 * the one before is in Kafka, dropped, or with the producer, and its late acknowledgements say nothing about this one.
 * When transforms drop a whole batch, an exactly-once worker acknowledges none of its records, but commits on the
 * thread that asks.
 */
final class Outstanding {
    private final Set<Object> records = Collections.newSetFromMap(new IdentityHashMap<>());
    private Thread asking;

    /** The worker asks for a batch. */
    synchronized void asked() {
        asking = Thread.currentThread();
        records.clear();
    }

    synchronized void handedOver(Collection<?> batch) {
        records.addAll(batch);
    }

    synchronized void acknowledged(Object record) {
        records.remove(record);
    }

    /** Without exactly-once a worker commits on a thread of its own, whatever became of the last batch. */
    synchronized void committed() {
        if (Thread.currentThread() == asking) {
            records.clear();
        }
    }

    synchronized boolean isEmpty() {
        return records.isEmpty();
    }
}
