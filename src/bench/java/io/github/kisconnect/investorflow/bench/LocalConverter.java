package io.github.kisconnect.investorflow.bench;

import com.sun.net.httpserver.HttpServer;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * The Avro converter of the stack's workers, with their settings, beside a registry in this process that gives every schema the id 1.
 *
 * <p>It is asked once: the converter keeps what it was told.
 */
final class LocalConverter implements AutoCloseable {
    private static final byte[] REGISTERED =
            "{\"id\":\"bench-value\",\"version\":\"1\",\"type\":\"AVRO\",\"globalId\":1,\"contentId\":1,\"state\":\"ENABLED\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpServer registry;
    private final Converter converter;

    private LocalConverter(HttpServer registry, Converter converter) {
        this.registry = registry;
        this.converter = converter;
    }

    static LocalConverter start() throws IOException {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, REGISTERED.length);
            exchange.getResponseBody().write(REGISTERED);
            exchange.close();
        });
        registry.start();
        AvroLibraries avro = AvroLibraries.present();
        try {
            Converter converter = (Converter) Class.forName(avro.converterClass())
                    .getDeclaredConstructor()
                    .newInstance();
            String url = "http://127.0.0.1:" + registry.getAddress().getPort();
            converter.configure(avro.converterSettings(url), false);
            return new LocalConverter(registry, converter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(avro.converterClass() + " is not on the class path", e);
        }
    }

    byte[] bytes(SourceRecord record) {
        return converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
    }

    @Override
    public void close() {
        registry.stop(0);
    }
}
