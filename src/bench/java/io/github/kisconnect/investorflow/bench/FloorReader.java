package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The least that reading an answer can cost: one walk over its tokens, no check, no tree. */
final class FloorReader {
    static final int FIGURES = Figure.values().length;

    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, Integer> PLACES = places();

    private FloorReader() {}

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                places.put(group.apiField(figure), group.ordinal() * FIGURES + figure.ordinal());
            }
        }
        return places;
    }

    /** The figures in record order, 0 for a blank. */
    static long[] figures(byte[] body) throws IOException {
        long[] figures = new long[PLACES.size()];
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    Integer place = PLACES.get(parser.currentName());
                    if (place != null) {
                        String text = parser.getText();
                        figures[place] = text.isEmpty() ? 0 : Long.parseLong(text);
                    }
                }
            }
        }
        return figures;
    }

    /** The walk alone, for the benchmark of it: how many tokens there are. */
    static int tokens(byte[] body) throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
