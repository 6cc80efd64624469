package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local stack for all tests of a process that ask for one: it takes seconds to start, and a connector leaves nothing behind.
 *
 * <p>For the launcher's session, because Failsafe makes a run of its own for each class where it has several processes.
 */
final class StackExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace RUN = ExtensionContext.Namespace.create(StackExtension.class);

    /** Closed by JUnit when the session ends. */
    private record Shared(LocalStack stack) implements AutoCloseable {
        static Shared start() {
            Path workDirectory = Path.of(
                    "target", "it-stack-" + System.getProperty("kafka.version") + "-" + System.getProperty("it.fork"));
            StackOptions.Builder options = ConnectorRun.stackIn(workDirectory)
                    .workers(2)
                    .workerSystemProperty("stack.log.level", "TRACE")
                    .workerClassPath(foreignJars());
            ExtraSecrets.environment().forEach(options::workerEnvironment);
            return new Shared(LocalStack.start(options.build()));
        }

        /** Older libraries of the same names as the plugin's, which a worker's host may have. */
        private static List<Path> foreignJars() {
            try (Stream<Path> jars = Files.list(Path.of(System.getProperty("stack.directory"), "foreign"))) {
                return jars.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stack.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, RUN)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .stack();
    }
}
