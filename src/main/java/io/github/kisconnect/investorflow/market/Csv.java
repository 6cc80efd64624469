package io.github.kisconnect.investorflow.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the bundled tables: a header line, then one row per line; quotes only around a field with a comma in it. */
final class Csv {
    private Csv() {}

    /** A row; the header names its fields. */
    record Row(List<String> names, List<String> fields) {
        /** A field's text; blank if the field is empty. */
        String get(String name) {
            int column = names.indexOf(name);
            if (column < 0) {
                throw new IllegalStateException("no column " + name + " in " + names);
            }
            return fields.get(column);
        }
    }

    /** The rows below the header, each with a field for every name in it. */
    static List<Row> rows(String resource) {
        try (InputStream stream = Csv.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the plugin's jar lacks its table " + resource);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            List<List<String>> lines = reader.lines()
                    .filter(line -> !line.isBlank())
                    .map(Csv::fields)
                    .toList();
            List<String> names = lines.get(0);
            return lines.stream()
                    .skip(1)
                    .map(fields -> row(resource, names, fields))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String resource, List<String> names, List<String> fields) {
        if (fields.size() != names.size()) {
            throw new IllegalStateException(resource + " has a row of " + fields.size() + " fields: " + fields);
        }
        return new Row(names, fields);
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
