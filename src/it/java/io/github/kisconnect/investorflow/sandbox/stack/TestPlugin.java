package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs {@link CountingConnector} as the build packs a plugin: a zip that holds a folder that holds a jar. */
final class TestPlugin {

    private TestPlugin() {}

    static Path archive(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "counting-1.0.0/lib/counting.jar", jar());
        }
        return file;
    }

    private static byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (Class<?> type : List.of(CountingConnector.class, CountingConnector.CountingTask.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream content = type.getResourceAsStream("/" + name)) {
                    put(jar, name, content.readAllBytes());
                }
            }
            put(
                    jar,
                    "META-INF/services/org.apache.kafka.connect.source.SourceConnector",
                    CountingConnector.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
