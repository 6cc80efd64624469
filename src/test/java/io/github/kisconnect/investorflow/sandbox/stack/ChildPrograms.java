package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small programs for children of {@link ChildProcessTest}. */
final class ChildPrograms {

    private ChildPrograms() {}

    /** A command that runs the nested class with the test's own class path. */
    static JavaCommand command(Path directory, Class<?> program, String... arguments) {
        List<Path> classPath = Stream.of(
                        System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .toList();
        return new JavaCommand(
                "child",
                directory,
                classPath,
                List.of("-Xshare:auto"),
                program.getName(),
                Arrays.asList(arguments),
                Map.of("GREETING", "hello"),
                new SharedClasses(directory.resolve("shared")));
    }

    /** Says so and never ends. */
    static final class Endless {
        public static void main(String[] args) throws Exception {
            System.out.println(System.getenv("GREETING") + " from "
                    + ProcessHandle.current().pid());
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Says goodbye when it is asked to end. */
    static final class Polite {
        public static void main(String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
            Endless.main(args);
        }
    }

    /** Complains and ends. */
    static final class Failing {
        public static void main(String[] args) {
            System.err.println("no such setting: frobnicate");
            System.exit(3);
        }
    }

    /** Starts an endless child, writes its process id to the file and never ends. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            Path file = Path.of(args[0]);
            try (ChildProcess child =
                    command(file.getParent().resolve("inner"), Endless.class).start()) {
                Path partial = Files.writeString(file.resolveSibling("partial"), Long.toString(child.pid()));
                Files.move(partial, file);
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
