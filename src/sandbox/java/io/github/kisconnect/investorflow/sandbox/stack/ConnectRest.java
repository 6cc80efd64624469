package io.github.kisconnect.investorflow.sandbox.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The REST API of a Connect worker, as far as tests and the quickstart need it.
 *
 * <p>Every method throws {@link ConnectRestException} when the worker refuses, and
 * {@link java.io.UncheckedIOException} when it cannot be reached. A refusal because the workers are just rebalancing is
 * asked again for half a minute.
 */
public final class ConnectRest {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final JsonHttp http;

    /**
     * A client of one worker.
     *
     * @param url for example {@code http://127.0.0.1:8083}
     */
    public ConnectRest(String url) {
        this(url, JsonHttp.LONGEST_CALL);
    }

    /**
     * A client of one worker that may stand still.
     *
     * @param longestCall after which one that has no answer counts as not reached
     */
    public ConnectRest(String url, Duration longestCall) {
        this.http = new JsonHttp(url, longestCall);
    }

    /** What the worker can load: connectors, converters, transforms. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Plugin(@JsonProperty("class") String className, String type, String version) {}

    /** One stored source offset; a null {@code offset} asks to forget it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SourceOffset(Map<String, Object> partition, Map<String, Object> offset) {}

    private record Offsets(List<SourceOffset> offsets) {}

    public List<Plugin> plugins() {
        return http.get(new TypeReference<>() {}, "connector-plugins?connectorsOnly=false");
    }

    public List<String> connectors() {
        return http.get(new TypeReference<>() {}, "connectors");
    }

    /** Creates a connector from the JSON of its name and its configuration; refused when it is there already. */
    public void postConnector(JsonNode nameAndConfig) {
        http.post(nameAndConfig, "connectors");
    }

    /** Creates the connector, or gives it a new configuration. */
    public void putConnector(String name, Map<String, ?> config) {
        http.put(config, "connectors", name, "config");
    }

    /**
     * Puts the configuration that the connector has: it starts anew, its tasks go on. With exactly-once enabled a leader learns by such a
     * write that another has led since its last one, and may write again from then on.
     *
     * @throws ConnectRestException with status 500 when that is just being learnt
     */
    public void putAgain(String name) {
        putConnector(name, config(name));
    }

    /** The configuration as the worker shows it. */
    public Map<String, String> config(String name) {
        return http.get(new TypeReference<>() {}, "connectors", name, "config");
    }

    /** The configurations of the connector's tasks as the worker shows them, in the order of their ids. */
    public List<Map<String, String>> taskConfigs(String name) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (JsonNode task : http.get(new TypeReference<JsonNode>() {}, "connectors", name, "tasks")) {
            configs.add(http.convert(task.path("config"), new TypeReference<>() {}));
        }
        return configs;
    }

    public ConnectorStatus status(String name) {
        return http.get(new TypeReference<>() {}, "connectors", name, "status");
    }

    /**
     * Waits until the connector runs with at least that many tasks, and all of them run.
     *
     * @throws StackException with the stack trace, at once, when the connector or a task fails; or past the timeout
     */
    public ConnectorStatus waitUntilRunning(String name, int tasks, Duration timeout) {
        return waitUntil(name, "run with " + tasks + " tasks", timeout, status -> {
            for (ConnectorStatus.Part failed : status.failed()) {
                throw new StackException(name + " failed on " + failed.workerId() + ": " + failed.trace());
            }
            return status.running(tasks);
        });
    }

    /**
     * Waits until the connector is stopped and none of its tasks is left.
     *
     * @throws StackException past the timeout, with the last status
     */
    public ConnectorStatus waitUntilStopped(String name, Duration timeout) {
        return waitUntil(name, "stop", timeout, ConnectorStatus::stopped);
    }

    /**
     * Waits until the status is as wanted.
     *
     * @param wanted what is waited for, for the message
     * @throws StackException past the timeout, with the last status
     */
    public ConnectorStatus waitUntil(
            String name, String wanted, Duration timeout, Predicate<ConnectorStatus> condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Object last;
        do {
            try {
                ConnectorStatus status = status(name);
                if (condition.test(status)) {
                    return status;
                }
                last = status;
            } catch (ConnectRestException e) {
                // The status appears a little after the connector.
                last = e.getMessage();
            }
            Pause.of(POLL_INTERVAL);
        } while (System.nanoTime() - deadline < 0);
        throw new StackException(name + " did not " + wanted + " within " + timeout.toMillis() + " ms: " + last);
    }

    public void delete(String name) {
        http.delete("connectors", name);
    }

    public void pause(String name) {
        http.put(Map.of(), "connectors", name, "pause");
    }

    public void resume(String name) {
        http.put(Map.of(), "connectors", name, "resume");
    }

    /** Stops the connector and its tasks, which may still run when this returns; its configuration and offsets stay. */
    public void stop(String name) {
        http.put(Map.of(), "connectors", name, "stop");
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String name) {
        http.post(Map.of(), "connectors", name, "restart?includeTasks=true&onlyFailed=false");
    }

    /** Restarts the connector and none of its tasks. */
    public void restartConnector(String name) {
        http.post(Map.of(), "connectors", name, "restart");
    }

    /** Restarts one task. */
    public void restartTask(String name, int task) {
        http.post(Map.of(), "connectors", name, "tasks", Integer.toString(task), "restart");
    }

    public List<SourceOffset> offsets(String name) {
        return http.get(new TypeReference<Offsets>() {}, "connectors", name, "offsets")
                .offsets();
    }

    /**
     * Changes stored offsets; the connector must be stopped.
     *
     * @return the worker's answer in words
     */
    public String alterOffsets(String name, List<SourceOffset> offsets) {
        return http.patch(Map.of("offsets", offsets), "connectors", name, "offsets")
                .path("message")
                .asText();
    }

    /**
     * Forgets all stored offsets; the connector must be stopped.
     *
     * @return the worker's answer in words
     */
    public String resetOffsets(String name) {
        return http.delete("connectors", name, "offsets").path("message").asText();
    }

    /**
     * Validates a configuration without creating anything.
     *
     * @param connectorClass the class; it is put into the configuration as well
     * @return the messages of each key that has some, in the worker's order
     */
    public Map<String, List<String>> validate(String connectorClass, Map<String, ?> config) {
        Map<String, Object> full = new LinkedHashMap<>(config);
        full.put("connector.class", connectorClass);
        JsonNode answer = http.put(full, "connector-plugins", connectorClass, "config", "validate");
        Map<String, List<String>> messages = new LinkedHashMap<>();
        for (JsonNode key : answer.path("configs")) {
            JsonNode value = key.path("value");
            List<String> errors = http.convert(value.path("errors"), new TypeReference<>() {});
            if (!errors.isEmpty()) {
                messages.put(value.path("name").asText(), errors);
            }
        }
        return messages;
    }
}
