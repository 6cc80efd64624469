#!/usr/bin/env bash
# Apicurio's Avro converter for Kafka Connect, 2.6.13.Final, works out the JSON of the whole schema anew for each record
# when apicurio.registry.auto-register is true. It asks the registry only once; the text is the key of its cache. With
# auto-register=false and find-latest=true the same records take less than half of the memory.
#
# Seen on 2026-11-30 with a schema of twelve structs of six fields each (OpenJDK 17):
#   auto-register: 20057 bytes a record, 1 request(s); find-latest: 5071 bytes a record, 3 request(s)
# A schema with docs costs more: the text has them, too.
#
# Guessed before: that both cost the same once the registry has answered.
set -euo pipefail

CONVERTER=io.apicurio:apicurio-registry-utils-converter:2.6.13.Final
CONNECT=org.apache.kafka:connect-runtime:3.9.1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

dependency() {
  IFS=: read -r group artifact version <<< "$1"
  echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
}
cat > pom.xml << POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>$(dependency "$CONVERTER")$(dependency "$CONNECT")</dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib < /dev/null

cat > Finding.java << 'JAVA'
import com.sun.net.httpserver.HttpServer;
import io.apicurio.registry.utils.converter.AvroConverter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

public class Finding {
    static final int RECORDS = 5_000;
    static final AtomicInteger requests = new AtomicInteger();
    static volatile byte[] content = new byte[0];

    public static void main(String[] args) throws Exception {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                content = body;
            }
            String path = exchange.getRequestURI().getPath();
            byte[] answer = path.endsWith("/references")
                    ? "[]".getBytes(StandardCharsets.UTF_8)
                    : path.contains("/ids/") ? content : "{\"id\":\"t-value\",\"version\":\"1\",\"type\":\"AVRO\",\"globalId\":1,\"contentId\":1,\"state\":\"ENABLED\"}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        registry.start();
        try {
            compare("http://127.0.0.1:" + registry.getAddress().getPort() + "/apis/registry/v2");
        } finally {
            registry.stop(0);
        }
    }

    static void compare(String url) {
        long auto = bytesPerRecord(url, Map.of("apicurio.registry.auto-register", "true"));
        int autoRequests = requests.getAndSet(0);
        long latest = bytesPerRecord(
                url, Map.of("apicurio.registry.auto-register", "false", "apicurio.registry.find-latest", "true"));
        int latestRequests = requests.get();
        System.out.printf(
                "auto-register: %d bytes a record, %d request(s); find-latest: %d bytes a record, %d request(s)%n",
                auto, autoRequests, latest, latestRequests);
        if (autoRequests > 2 || latestRequests > 4) {
            throw new AssertionError("the registry was asked again and again");
        }
        if (auto < 2 * latest) {
            throw new AssertionError("auto-register costs less than twice of find-latest: this has changed");
        }
    }

    static long bytesPerRecord(String url, Map<String, String> how) {
        Map<String, Object> config = new HashMap<>(how);
        config.put("apicurio.registry.url", url);
        config.put("apicurio.registry.headers.enabled", "false");
        config.put("apicurio.registry.as-confluent", "true");
        config.put("apicurio.registry.use-id", "contentId");
        config.put("apicurio.registry.check-period-ms", "86400000");
        try (AvroConverter<Object> converter = new AvroConverter<>()) {
            converter.configure(config, false);
            Schema schema = schema();
            for (int i = 0; i < RECORDS; i++) {
                converter.fromConnectData("t", new RecordHeaders(), schema, record(schema, i));
            }
            var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            Struct[] records = new Struct[RECORDS];
            for (int i = 0; i < RECORDS; i++) {
                records[i] = record(schema, i);
            }
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (Struct record : records) {
                converter.fromConnectData("t", new RecordHeaders(), schema, record);
            }
            return (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / RECORDS;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Schema schema() {
        SchemaBuilder inner = SchemaBuilder.struct().name("Flow");
        for (int field = 0; field < 6; field++) {
            inner.field("f" + field, Schema.OPTIONAL_INT64_SCHEMA);
        }
        Schema flow = inner.build();
        SchemaBuilder outer = SchemaBuilder.struct().name("Flows");
        for (int group = 0; group < 12; group++) {
            outer.field("g" + group, flow);
        }
        return outer.build();
    }

    static Struct record(Schema schema, long value) {
        Struct record = new Struct(schema);
        for (int group = 0; group < 12; group++) {
            Struct flow = new Struct(schema.field("g" + group).schema());
            for (int field = 0; field < 6; field++) {
                flow.put("f" + field, value + field);
            }
            record.put("g" + group, flow);
        }
        return record;
    }
}
JAVA
timeout 120 java -cp 'lib/*' Finding.java 2> errors || { cat errors >&2; exit 1; }
