package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * Formats a broker's storage and runs the broker in the same JVM, which saves the start of another one.
 *
 * <p>Copied alone to the broker's class path, so Kafka is reached by reflection.
 */
public final class FormattedBroker {

    private FormattedBroker() {}

    /**
     * Formats the storage unless it is formatted, then runs the broker.
     *
     * @param args the broker's properties file and the cluster id
     * @throws Exception when formatting fails or the broker cannot be started
     */
    public static void main(String[] args) throws Exception {
        String[] format = {"format", "--ignore-formatted", "--config", args[0], "--cluster-id", args[1]};
        Method tool = Class.forName("kafka.tools.StorageTool").getMethod("execute", String[].class, PrintStream.class);
        int result = (Integer) tool.invoke(null, format, System.out);
        if (result != 0) {
            System.exit(result);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {args[0]});
    }
}
