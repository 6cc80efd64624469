package io.github.kisconnect.investorflow;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.record.RecordLayout;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The files of {@code connect-config/}, as they are but for addresses, folders, and the number of brokers. */
final class SampleFiles {
    private static final Path FOLDER = Path.of("connect-config");
    /** What the samples name, and every host has elsewhere. */
    private static final String SECRETS = "/etc/kafka-connect";

    private static final String STATE = "/var/lib/kafka-connect";
    private static final String BROKERS = "3";
    private static final String CONVERTER = "value.converter.";
    private static final AvroLibraries AVRO = AvroLibraries.present();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> SECRET_OF = Map.of(
            "app.key", ConnectorRun.APP_KEY,
            "app.secret", ConnectorRun.APP_SECRET,
            "personal.seckey", ExtraSecrets.CORPORATE.get(ConfigKeys.PERSONAL_SECKEY),
            "phone.number", ExtraSecrets.CORPORATE.get(ConfigKeys.PHONE_NUMBER),
            "ip.address", ExtraSecrets.CORPORATE.get(ConfigKeys.IP_ADDRESS),
            "mac.address", ExtraSecrets.CORPORATE.get(ConfigKeys.MAC_ADDRESS));

    private final Path secrets;
    private final Path state;

    private SampleFiles(Path secrets, Path state) {
        this.secrets = secrets;
        this.state = state;
    }

    /** Lays out the secrets' file, each secret with a value, and an empty folder for what workers keep, in a new folder. */
    static SampleFiles in(Path work) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(work), "files")
                    .toAbsolutePath();
            SampleFiles files = new SampleFiles(
                    Files.createDirectory(folder.resolve("etc")), Files.createDirectory(folder.resolve("state")));
            Properties values = load(FOLDER.resolve(Path.of("worker", "kis.properties")));
            values.replaceAll((key, none) -> SECRET_OF.get(key));
            try (Writer writer = Files.newBufferedWriter(files.secrets.resolve("kis.properties"))) {
                values.store(writer, null);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of a worker. */
    Map<String, String> worker(String file) {
        Map<String, String> settings = new LinkedHashMap<>();
        load(FOLDER.resolve(Path.of("worker", file)))
                .forEach((key, value) -> settings.put(key.toString(), here(key.toString(), value.toString())));
        return settings;
    }

    /** Name and configuration of a connector, for a simulator that is always open, with the converter that is there. */
    ObjectNode connector(String sample, LocalStack stack, KisSimulator simulator) {
        ObjectNode file;
        try {
            file = (ObjectNode) JSON.readTree(
                    FOLDER.resolve(Path.of(AVRO.name(), sample + ".json")).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> addresses = AVRO.converterSettings(stack.registry().address());
        ObjectNode config = (ObjectNode) file.path("config");
        for (Map.Entry<String, String> setting : texts(config).entrySet()) {
            String key = setting.getKey();
            config.put(
                    key,
                    key.startsWith(CONVERTER) && key.endsWith("registry.url")
                            ? addresses.get(key.substring(CONVERTER.length()))
                            : here(key, setting.getValue()));
        }
        config.put(ConfigKeys.BASE_URL, simulator.url());
        config.put(ConfigKeys.SESSION_GATE, "always");
        return file;
    }

    /** For a topic into which several tasks write their first record at once; {@code layout} may be null. */
    static void prepareTopic(LocalStack stack, String topic, String layout) {
        if (!AVRO.registerTogether()) {
            try {
                boolean rows = RecordLayout.ROWS.configValue().equals(layout);
                String schema =
                        Files.readString(ReleasedSchemas.newest(rows ? "InvestorFlowRow.avsc" : "InvestorFlow.avsc"));
                AVRO.register(stack.registry().address(), topic + "-value", schema);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Map<String, String> texts(ObjectNode config) {
        Map<String, String> texts = new LinkedHashMap<>();
        config.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private String here(String key, String value) {
        if (key.endsWith("replication.factor") && value.equals(BROKERS) || key.endsWith("min.insync.replicas")) {
            return "1";
        }
        return value.replace(SECRETS, secrets.toString()).replace(STATE, state.toString());
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
