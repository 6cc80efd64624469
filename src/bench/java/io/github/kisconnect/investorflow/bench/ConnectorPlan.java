package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.emit.EmitMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector as a benchmark runs it.
 *
 * @param pairs how many
 * @param rate requests a second over all tasks
 * @param inFlight of each task
 * @param further settings that are not the usual ones
 */
record ConnectorPlan(int pairs, int tasks, double rate, Duration interval, int inFlight, Map<String, String> further) {

    private static final int USUAL_IN_FLIGHT = 16;

    ConnectorPlan(int pairs, int tasks, double rate, Duration interval) {
        this(pairs, tasks, rate, interval, USUAL_IN_FLIGHT, Map.of());
    }

    ConnectorPlan with(Map<String, String> settings) {
        return new ConnectorPlan(pairs, tasks, rate, interval, inFlight, settings);
    }

    Map<String, String> config(String url, String topic) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", InvestorFlowSourceConnector.class.getName());
        config.put("tasks.max", Integer.toString(tasks));
        config.put(ConfigKeys.APP_KEY, SimulatorMain.APP_KEY);
        config.put(ConfigKeys.APP_SECRET, SimulatorMain.APP_SECRET);
        config.put(ConfigKeys.BASE_URL, url);
        config.put(ConfigKeys.REQUESTS_PER_SECOND, Double.toString(rate));
        config.put(ConfigKeys.MAX_IN_FLIGHT, Integer.toString(inFlight));
        config.put(ConfigKeys.MARKET_SECTORS, Pairs.list(Pairs.first(pairs)));
        config.put(ConfigKeys.ALLOW_UNKNOWN, "true");
        config.put(ConfigKeys.POLL_INTERVAL_MS, Long.toString(interval.toMillis()));
        config.put(ConfigKeys.SESSION_GATE, "always");
        // So that each answer is a record, as of the bare program.
        config.put(ConfigKeys.EMIT_MODE, EmitMode.ALL.configValue());
        config.put(ConfigKeys.TOPIC, topic);
        // As connect-config/ has it: a record is not to wait for others.
        config.put("producer.override.linger.ms", "0");
        config.putAll(further);
        return config;
    }
}
