package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A benchmark's tables and figures, in {@code target/bench/}. */
final class Report {
    static final Path FOLDER = Path.of("target", "bench");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /** {@code results}: for JSON; each measured value, before any median. */
    static void write(String benchmark, Map<String, String> heading, List<Table> tables, Object results) {
        StringBuilder text = new StringBuilder("## " + benchmark + "\n\n");
        heading.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        tables.forEach(table -> text.append('\n').append(table.text()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("heading", heading);
        all.put("results", results);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(benchmark + ".md"), text);
            JSON.writeValue(FOLDER.resolve(benchmark + ".json").toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows what was written last. */
    static void show(String benchmark) {
        try {
            System.out.println();
            System.out.println(Files.readString(FOLDER.resolve(benchmark + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
