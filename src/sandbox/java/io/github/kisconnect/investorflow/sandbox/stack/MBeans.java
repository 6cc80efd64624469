package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What a part of the stack shows over JMX, looked at from inside its JVM: no port is opened for it. */
public final class MBeans {
    private MBeans() {}

    /**
     * One attribute of an MBean.
     *
     * @param bean the MBean's name, in the form {@code domain:key=value,...}
     * @param name the attribute's name
     * @param value as text; the exception's where it could not be read
     */
    public record Attribute(String bean, String name, String value) {}

    /**
     * Every attribute of every MBean.
     *
     * @throws StackException when the process does not let itself be looked at
     */
    public static List<Attribute> of(Service service) {
        return of(service, "*:*");
    }

    /**
     * Every attribute of the MBeans whose names match: to look at one of thousands is much quicker.
     *
     * @param pattern of names, as {@link javax.management.ObjectName} has it, without a space
     * @throws StackException when the process does not let itself be looked at
     */
    public static List<Attribute> of(Service service, String pattern) {
        try {
            Path folder = service.log().getParent();
            Path dump = Files.createTempFile(folder, "mbeans", ".properties");
            // In a container it is written by another user.
            Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("rw-rw-rw-"));
            JvmAgent.call(service, MBeanDump.class, pattern + " " + dump);
            return read(dump);
        } catch (IOException e) {
            throw new StackException("The MBeans of " + service.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The names of all live threads, in no order.
     *
     * @throws StackException when the process does not let itself be looked at
     */
    public static List<String> threads(Service service) {
        return of(service, ManagementFactory.THREAD_MXBEAN_NAME).stream()
                .filter(attribute -> attribute.name().equals(MBeanDump.THREAD_NAMES))
                .flatMap(attribute -> attribute.value().lines())
                .toList();
    }

    private static List<Attribute> read(Path dump) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(dump)) {
            all.load(reader);
        }
        Files.delete(dump);
        List<Attribute> attributes = new ArrayList<>();
        for (String key : all.stringPropertyNames()) {
            int end = key.indexOf('\n');
            attributes.add(new Attribute(key.substring(0, end), key.substring(end + 1), all.getProperty(key)));
        }
        return attributes;
    }
}
