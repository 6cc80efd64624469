package io.github.kisconnect.investorflow.poll;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/**
 * Makes the threads of one task: daemons with a name, whose log lines carry the connector and the task.
 *
 * <p>The worker puts those into the logging context of its own threads only.
 */
public final class ConnectorThreads implements ThreadFactory {
    private final String name;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, String> loggingContext;

    /** Takes the logging context over from the calling thread. */
    public ConnectorThreads(String name) {
        this.name = name;
        Map<String, String> context = MDC.getCopyOfContextMap();
        this.loggingContext = context == null ? Map.of() : Map.copyOf(context);
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    MDC.setContextMap(loggingContext);
                    work.run();
                },
                name + "-" + count.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }
}
