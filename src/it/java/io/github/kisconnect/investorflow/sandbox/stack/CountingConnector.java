package io.github.kisconnect.investorflow.sandbox.stack;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The smallest connector that shows whether the stack works: it counts, ten times a second. */
public final class CountingConnector extends SourceConnector {

    private Map<String, String> settings;

    @Override
    public void start(Map<String, String> props) {
        settings = props;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CountingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, settings);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where to")
                .define(
                        "secret",
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "goes into each record; not \"wrong\"");
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    /** Counts. */
    public static final class CountingTask extends SourceTask {

        private static final Schema VALUE = SchemaBuilder.struct()
                .name("io.github.kisconnect.test.Count")
                .field("number", Schema.INT64_SCHEMA)
                .field("secret", Schema.STRING_SCHEMA)
                .build();

        private Map<String, String> settings;
        private long number;

        @Override
        public void start(Map<String, String> props) {
            if ("wrong".equals(props.get("secret"))) {
                throw new ConnectException("the secret is wrong");
            }
            settings = props;
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            Thread.sleep(100);
            number++;
            Struct value = new Struct(VALUE).put("number", number).put("secret", settings.get("secret"));
            return List.of(new SourceRecord(
                    Map.of("counter", "one"),
                    Map.of("number", number),
                    settings.get("topic"),
                    null,
                    Schema.STRING_SCHEMA,
                    "one",
                    VALUE,
                    value));
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1.0.0";
        }
    }
}
