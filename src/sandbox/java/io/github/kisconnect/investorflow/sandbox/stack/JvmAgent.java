package io.github.kisconnect.investorflow.sandbox.stack;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Calls code of ours inside the JVM of a part of the stack that runs: no port is opened for it. */
public final class JvmAgent {
    private JvmAgent() {}

    /**
     * Has the JVM call the agent's {@code agentmain}, and waits until it returns; when it is called again, the class is the same.
     *
     * @param agent which goes alone into a jar: it is one class file
     * @param argument of {@code agentmain}
     * @throws StackException when the process does not let itself be looked at
     */
    public static void call(Service service, Class<?> agent, String argument) {
        try {
            Path jar = jar(service.log().getParent(), agent);
            VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
            try {
                machine.loadAgent(jar.toString(), argument);
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new StackException(
                    agent.getSimpleName() + " cannot be called in " + service.name() + ": " + e.getMessage(), e);
        }
    }

    private static Path jar(Path folder, Class<?> agent) throws IOException {
        Path jar = folder.resolve(agent.getSimpleName() + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Agent-Class"), agent.getName());
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        String classFile = agent.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                InputStream bytes = agent.getResourceAsStream("/" + classFile)) {
            entries.putNextEntry(new JarEntry(classFile));
            bytes.transferTo(entries);
        }
        return jar;
    }
}
