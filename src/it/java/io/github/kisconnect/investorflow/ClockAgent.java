package io.github.kisconnect.investorflow;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.time.Instant;

/**
 * Gives the plugin in a worker another clock than the host's: for {@link PluginClock}.
 *
 * <p>Its clock asks this class instead of {@link Instant} what time it is. The worker finds it where its own classes are, to which plugins have
 * recourse. It goes alone into the agent's jar: it must stay one class file.
 */
public final class ClockAgent implements ClassFileTransformer {
    private static volatile long aheadMillis;
    private static boolean installed;

    /** As class files name it. */
    private final String clock;

    private ClockAgent(String clock) {
        this.clock = clock;
    }

    /** What the plugin takes for the time. */
    public static Instant now() {
        return Instant.now().plusMillis(aheadMillis);
    }

    /**
     * Called by the JVM.
     *
     * @param clockAndMillis the name of the plugin's clock, a space, and by how many milliseconds it is to be ahead of the host's
     */
    public static synchronized void agentmain(String clockAndMillis, Instrumentation jvm)
            throws UnmodifiableClassException {
        String[] parts = clockAndMillis.split(" ");
        aheadMillis = Long.parseLong(parts[1]);
        if (!installed) {
            installed = true;
            jvm.addTransformer(new ClockAgent(inClassFile(parts[0])), true);
            for (Class<?> loaded : jvm.getAllLoadedClasses()) {
                if (loaded.getName().startsWith(parts[0])) {
                    jvm.retransformClasses(loaded);
                }
            }
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] file) {
        if (name == null || !name.startsWith(clock)) {
            return null;
        }
        // A class file refers to a class by one entry, its length before it, and to entries by their numbers: so its
        // name may be replaced.
        return new String(file, StandardCharsets.ISO_8859_1)
                .replace(entry(Instant.class), entry(ClockAgent.class))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String entry(Class<?> type) {
        String name = inClassFile(type.getName());
        return "\u0001" + (char) (name.length() >> Byte.SIZE) + (char) (name.length() & 0xff) + name;
    }

    private static String inClassFile(String className) {
        return className.replace('.', '/');
    }
}
