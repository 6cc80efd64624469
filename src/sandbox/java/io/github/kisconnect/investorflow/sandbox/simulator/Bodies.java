package io.github.kisconnect.investorflow.sandbox.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bodies that the real API was seen to give, and JSON in the same form.
 *
 * <p>The order of a row's fields is read from a captured body, not written down again here.
 */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Field> FIELDS = fields();

    private Bodies() {}

    private record Field(InvestorGroup group, Figure figure) {}

    /** One of the bodies of {@code kis-api/}, as it is in the file. */
    static String sample(String fileName) {
        try (InputStream stream = Bodies.class.getResourceAsStream("/kis-api/" + fileName)) {
            if (stream == null) {
                throw new IllegalArgumentException("kis-api/ has no body named " + fileName);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The figures of one of the bodies of {@code kis-api/}. */
    static Snapshot sampleSnapshot(String fileName) {
        JsonNode row = parse(sample(fileName)).path("output").path(0);
        return Snapshot.of((group, figure) -> {
            String text = row.path(group.apiField(figure)).asText();
            return text.isEmpty() ? null : Long.valueOf(text);
        });
    }

    /** The 72 figures as the API writes them, in its order; changeable, for faults. */
    static Map<String, Object> row(Snapshot snapshot) {
        Map<String, Object> row = new LinkedHashMap<>(2 * FIELDS.size());
        FIELDS.forEach((name, field) -> {
            Long figure = snapshot.figure(field.group(), field.figure());
            row.put(name, figure == null ? "" : figure.toString());
        });
        return row;
    }

    /** A successful answer around {@code output}. */
    static String success(Object output) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("output", output);
        body.put("rt_cd", "0");
        body.put("msg_cd", "MCA00000");
        body.put("msg1", "정상처리 되었습니다.");
        return write(body);
    }

    /** A refusal as every path but the token path gives it. */
    static String error(String code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("rt_cd", "1");
        body.put("msg_cd", code);
        body.put("msg1", message);
        return write(body);
    }

    /** A refusal as the token path gives it. */
    static String tokenError(String code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code);
        body.put("error_description", message);
        return write(body);
    }

    static String html(int status, String title) {
        return "<html><head><title>" + status + " " + title + "</title></head><body><h1>" + title
                + "</h1></body></html>\n";
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are always JSON", e);
        }
    }

    /** Reads JSON; a missing node when the text is none. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static Map<String, Field> fields() {
        Map<String, Field> byName = new HashMap<>();
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                byName.put(group.apiField(figure), new Field(group, figure));
            }
        }
        ObjectNode captured = (ObjectNode) parse(sample("KSP-0027-captured-2024-07-02.json"))
                .path("output")
                .path(0);
        Map<String, Field> ordered = new LinkedHashMap<>();
        captured.fieldNames().forEachRemaining(name -> ordered.put(name, byName.get(name)));
        return ordered;
    }
}
