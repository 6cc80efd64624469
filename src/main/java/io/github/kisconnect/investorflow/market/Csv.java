package io.github.kisconnect.investorflow.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the bundled tables: a header line, then one row a line; quotes only around a field with a comma in it. */
final class Csv {
    private Csv() {}

    /** The rows below the header, each with exactly {@code columns} fields. */
    static List<List<String>> rows(String resource, int columns) {
        try (InputStream stream = Csv.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the plugin's jar lacks its table " + resource);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            List<List<String>> rows = reader.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(Csv::fields)
                    .toList();
            rows.forEach(row -> requireColumns(resource, columns, row));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireColumns(String resource, int columns, List<String> row) {
        if (row.size() != columns) {
            throw new IllegalStateException(resource + " has a row of " + row.size() + " fields: " + row);
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return List.copyOf(fields);
    }
}
