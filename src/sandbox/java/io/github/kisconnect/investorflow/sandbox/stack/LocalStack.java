package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A broker, a schema registry and Connect workers on this machine, from the start of the first to the end of the last. */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final Programs programs;
    private final Ports ports = new Ports();
    private final Service broker;
    private final Service registry;
    private final PluginFolder plugins;
    private final List<Service> workers;

    private LocalStack(StackOptions options) {
        this.options = options;
        StackFiles files = new StackFiles(options.stackDirectory());
        this.programs = options.programs().orElseGet(() -> new JavaPrograms(files, options.kafkaVersion()));
        this.plugins =
                new PluginFolder(PartFiles.emptied(options.workDirectory().resolve("plugins")));
        AvroLibraries avro = AvroLibraries.present();
        if (options.bareWorkers()) {
            plugins.link(files.wholeConverter(avro), avro);
        } else {
            plugins.addConverter(files.converter(avro), avro);
        }
        options.archive().ifPresent(plugins::add);
        this.broker = Broker.service(options, programs, ports);
        this.registry = Registry.service(options, programs, ports);
        List<Service> services = new ArrayList<>();
        for (int number = 1; number <= options.workers(); number++) {
            services.add(Worker.service(number, options, programs, ports, plugins, broker, registry));
        }
        this.workers = List.copyOf(services);
    }

    /**
     * Starts everything and returns when all of it serves.
     *
     * @throws StackException when a part could not be started, with the end of its log; nothing keeps running then
     */
    public static LocalStack start(StackOptions options) {
        LocalStack stack = new LocalStack(options);
        try {
            together(List.of(stack.broker, stack.registry), stack::startOne);
            together(stack.workers, stack::startOne);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startOne(Service service) {
        Duration took = service.start();
        Progress progress = options.progress();
        synchronized (progress) {
            progress.started(service.name(), service.address(), took);
        }
    }

    /** Host and port of the broker. */
    public String bootstrapServers() {
        return broker.address();
    }

    /** Base URL of the registry's REST API in Confluent's form: what a consumer's {@code schema.registry.url} takes. */
    public String registryUrl() {
        return registry.address() + Registry.CONFLUENT_API;
    }

    /** The workers' {@code plugin.path}: a folder for each plugin, an archive's under the archive's name. */
    public Path plugins() {
        return plugins.root();
    }

    /** Puts another version's archive in the place of the one that the workers loaded; for when no worker runs. */
    public void replaceArchive(Path archive) {
        plugins.replace(archive);
    }

    /** Puts another version's archive beside the one that the workers loaded; those that run do not see it until they are started again. */
    public void addArchive(Path archive) {
        plugins.add(archive);
    }

    public Service broker() {
        return broker;
    }

    public Service registry() {
        return registry;
    }

    public List<Service> workers() {
        return workers;
    }

    /**
     * The REST API of the first worker that runs.
     *
     * @throws StackException when none does
     */
    public ConnectRest connect() {
        return workers.stream()
                .filter(Service::alive)
                .findFirst()
                .map(this::connect)
                .orElseThrow(() -> new StackException("No Connect worker runs"));
    }

    /** The REST API of that worker. */
    public ConnectRest connect(Service worker) {
        return new ConnectRest(worker.address());
    }

    /**
     * A standalone worker beside the others, with the same plugins; not started, and closed by whoever asked for it.
     *
     * @param settings of the worker, in addition to where the broker and the plugins are and where it listens
     * @param connector the file with its connector's name and configuration
     */
    public Service standaloneWorker(Map<String, String> settings, Path connector) {
        return Worker.standalone(settings, connector, options, programs, ports, plugins, broker);
    }

    /**
     * Looks after every part.
     *
     * @throws StackException that names one that has ended, with the end of its log
     */
    public void requireAlive() {
        Stream.concat(Stream.of(broker, registry), workers.stream()).forEach(Service::requireAlive);
    }

    /** Stops the workers, then broker and registry; returns when no process is left. Logs and data stay. */
    @Override
    public void close() {
        // Nothing may stay behind because somebody is in a hurry.
        boolean interrupted = Thread.interrupted();
        try {
            together(workers, Service::stop);
        } finally {
            together(List.of(registry, broker), Service::stop);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does the same with several services at once and waits for all; the first failure is thrown then. */
    private static void together(Collection<Service> services, Consumer<Service> action) {
        ExecutorService threads = Executors.newFixedThreadPool(services.size());
        try {
            List<Future<?>> results = new ArrayList<>();
            services.forEach(service -> results.add(threads.submit(() -> action.accept(service))));
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw e.getCause() instanceof StackException cause ? cause : new StackException(e.getMessage(), e);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        } finally {
            threads.shutdown();
        }
    }
}
