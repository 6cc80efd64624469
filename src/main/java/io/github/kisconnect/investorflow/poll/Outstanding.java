package io.github.kisconnect.investorflow.poll;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The records of the last batch that the worker has taken and not yet dealt with. Safe for use by several threads.
 *
 * <p>Only of the last one, and by identity: when the worker asks for the next batch, the one before is in Kafka, dropped, or with the producer, and its
 * late acknowledgements say nothing of this one. A batch that transforms drop whole is not acknowledged record by record on an exactly-once worker, but it
 * is committed, on the thread that asks.
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

    /** Without exactly-once a worker commits on a thread of its own, whatever has become of the last batch. */
    synchronized void committed() {
        if (Thread.currentThread() == asking) {
            records.clear();
        }
    }

    synchronized boolean isEmpty() {
        return records.isEmpty();
    }
}
