package io.github.kisconnect.investorflow.sandbox.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a worker says of a connector and its tasks.
 *
 * @param name the connector's
 * @param connector its own part
 * @param tasks in the order of their ids
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectorStatus(String name, Part connector, List<Part> tasks) {

    /**
     * The connector itself or one of its tasks.
     *
     * @param id the task's, 0 for the connector
     * @param state {@code UNASSIGNED}, {@code RUNNING}, {@code PAUSED}, {@code STOPPED}, {@code FAILED} or
     *     {@code RESTARTING}
     * @param workerId host and port of the worker that runs it
     * @param trace the stack trace of a failure, else null
     * @param version of the plugin that runs; null on workers before Kafka 4.1, which do not tell
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(int id, String state, @JsonProperty("worker_id") String workerId, String trace, String version) {

        public boolean running() {
            return "RUNNING".equals(state);
        }

        public boolean failed() {
            return "FAILED".equals(state);
        }
    }

    /** Whether the connector runs with at least that many tasks, and all of them run. */
    public boolean running(int atLeastTasks) {
        return connector.running()
                && tasks.size() >= atLeastTasks
                && tasks.stream().allMatch(Part::running);
    }

    /**
     * Whether the connector is stopped and none of its tasks runs any more.
     *
     * <p>One that has ended may stay in the status as unassigned: the leader takes it out once, and a slow worker may say so only after that.
     */
    public boolean stopped() {
        return "STOPPED".equals(connector.state())
                && tasks.stream().allMatch(task -> "UNASSIGNED".equals(task.state()));
    }

    /** What has failed, the connector first. */
    public List<Part> failed() {
        return Stream.concat(Stream.of(connector), tasks.stream())
                .filter(Part::failed)
                .toList();
    }
}
