package io.github.kisconnect.investorflow.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives a worker a connector, waits for a record of each of its pairs, and shows the first pair's.
 *
 * <p>Put again, the configuration is replaced: so it may be run any number of times.
 */
public final class FirstRecords {
    private static final String USAGE =
            "usage: --worker=URL --broker=HOST:PORT --registry=URL --connector=FILE, the connector's JSON with simple market.sectors";
    private static final Set<String> OPTIONS = Set.of("worker", "broker", "registry", "connector");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private FirstRecords() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        if (!options.keySet().equals(OPTIONS)) {
            System.err.println(USAGE);
            System.exit(2);
        }
        JsonNode connector =
                new JsonMapper().readTree(Path.of(options.get("connector")).toFile());
        show(connector, options);
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                options.put(argument.substring(2, equals), argument.substring(equals + 1));
            }
        }
        return options;
    }

    private static void show(JsonNode connector, Map<String, String> options) {
        String name = connector.path("name").asText();
        JsonNode config = connector.path("config");
        String topic = config.path("topic").asText();
        List<String> pairs = List.of(config.path("market.sectors").asText().split(","));
        ConnectRest connect = new ConnectRest(options.get("worker"));
        connect.putConnector(name, new JsonMapper().convertValue(config, new TypeReference<Map<String, String>>() {}));
        connect.waitUntilRunning(name, config.path("tasks.max").asInt(1), LIMIT);
        System.out.println("The connector " + name + " runs.");
        try (TopicReader reader = new TopicReader(
                options.get("broker"), options.get("registry"), Pattern.compile(Pattern.quote(topic)))) {
            List<FlowRecord> records = reader.readUntil(
                    "record of each of " + pairs, LIMIT, all -> keys(all).containsAll(pairs));
            records.stream()
                    .filter(record -> record.key().equals(pairs.get(0)))
                    .findFirst()
                    .ifPresent(first -> FlowTable.lines(first, FlowTable.WIDTH).forEach(System.out::println));
            System.out.println(records.size() + " records of " + keys(records).size() + " pairs are in " + topic
                    + ", and more will come.");
        }
    }

    private static Set<String> keys(List<FlowRecord> records) {
        return records.stream().map(FlowRecord::key).collect(Collectors.toCollection(TreeSet::new));
    }
}
