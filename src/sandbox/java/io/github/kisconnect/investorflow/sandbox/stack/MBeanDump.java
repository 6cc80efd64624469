package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Writes the MBeans of the JVM it is loaded into that match a pattern, with all attributes and their values, to a file; and the names of the
 * live threads, as one attribute more.
 *
 * <p>As a {@link JvmAgent}. This class goes alone into the agent's jar: it must stay one class file.
 */
public final class MBeanDump {

    /** Stands beside the attributes of the threads' MBean, which has their numbers only. */
    static final String THREAD_NAMES = "ThreadNames";

    private MBeanDump() {}

    /**
     * Called by the JVM.
     *
     * @param patternAndFile the pattern, a space, and where to write to: properties, each key an MBean's name, a line break and an
     *     attribute's name
     */
    public static void agentmain(String patternAndFile) throws Exception {
        String[] parts = patternAndFile.split(" ", 2);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Properties all = new Properties();
        for (ObjectName name : server.queryNames(new ObjectName(parts[0]), null)) {
            try {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    all.setProperty(name + "\n" + attribute.getName(), value(server, name, attribute.getName()));
                }
            } catch (javax.management.InstanceNotFoundException e) {
                // Gone since the query.
            }
        }
        String threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.joining("\n"));
        all.setProperty(ManagementFactory.THREAD_MXBEAN_NAME + "\n" + THREAD_NAMES, threads);
        try (Writer writer = Files.newBufferedWriter(Path.of(parts[1]))) {
            all.store(writer, null);
        }
    }

    private static String value(MBeanServer server, ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (Exception e) {
            // Some of the JVM's own cannot be read.
            return e.toString();
        }
    }
}
