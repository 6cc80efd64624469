package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a child JVM runs.
 *
 * @param name for messages and the log file's name
 * @param directory its working directory, which also takes the log; made when absent
 * @param classPath jars and folders
 * @param jvmFlags come after the small defaults and so win over them
 * @param mainClass the real main class, run by {@link Tether}
 * @param arguments of the main class
 * @param environment variables in addition to the parent's
 * @param shared what starts with the same jars share
 */
public record JavaCommand(
        String name,
        Path directory,
        List<Path> classPath,
        List<String> jvmFlags,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        SharedClasses shared)
        implements Command {

    /** A short start matters more here than peak speed: one compiler tier, one collector thread. */
    private static final List<String> DEFAULT_FLAGS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    /** The classes that go to a child's class path without the rest of the project. */
    private static final List<Class<?>> LAUNCHERS = List.of(Tether.class, FormattedBroker.class);

    public JavaCommand {
        directory = directory.toAbsolutePath();
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * A program of this build, with this JVM's class path and outside any stack.
     *
     * @param directory where it works, as for all
     */
    public static JavaCommand ofThisBuild(
            String name, Path directory, List<String> jvmFlags, Class<?> program, List<String> arguments) {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new JavaCommand(
                name,
                directory,
                classPath,
                jvmFlags,
                program.getName(),
                arguments,
                Map.of(),
                new SharedClasses(directory));
    }

    /** Takes standard output and standard error. */
    @Override
    public Path log() {
        return directory.resolve(name + ".log");
    }

    @Override
    public ChildProcess start() {
        try {
            Files.createDirectories(directory);
            List<Path> jars = new ArrayList<>(List.of(shared.jar(LAUNCHERS)));
            jars.addAll(classPath);
            SharedClasses.Share share = shared.of(jars);
            return new ChildProcess(this, processBuilder(jars, share.flags()).start(), share);
        } catch (IOException e) {
            throw new StackException("Could not start " + name + ": " + e.getMessage(), e);
        }
    }

    /** The name only: the environment may hold an app key. */
    @Override
    public String toString() {
        return name;
    }

    private ProcessBuilder processBuilder(List<Path> jars, List<String> more) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(DEFAULT_FLAGS);
        line.addAll(more);
        line.addAll(jvmFlags);
        line.add("-cp");
        line.add(jars.stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        line.add(Tether.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        return builder;
    }
}
