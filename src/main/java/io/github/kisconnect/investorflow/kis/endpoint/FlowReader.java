package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the 72 figures of a row by name, or says why they cannot be read.
 *
 * <p>Accepts what the API and its siblings are known to do (padding, signs, blanks, an object in place of the array,
 * further fields), and nothing else: a wrong figure would be believed.
 */
final class FlowReader {
    private static final Set<String> KNOWN_FIELDS = Arrays.stream(InvestorGroup.values())
            .flatMap(group -> Arrays.stream(Figure.values()).map(group::apiField))
            .collect(Collectors.toUnmodifiableSet());

    private FlowReader() {}

    static Snapshot snapshot(JsonNode body) {
        JsonNode row = row(body);
        if (!row.isObject()) {
            throw new UnreadableException(
                    RejectReason.WRONG_SHAPE, "output is neither an object nor an array of exactly one");
        }
        Snapshot snapshot = Snapshot.of((group, figure) -> Fields.figure(row, group.apiField(figure)));
        if (snapshot.isBlank()) {
            throw new UnreadableException(
                    RejectReason.ALL_BLANK, "every figure is blank: the API does not know this sector");
        }
        return snapshot;
    }

    static List<String> furtherFields(JsonNode body) {
        return row(body)
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !KNOWN_FIELDS.contains(name))
                .toList();
    }

    private static JsonNode row(JsonNode body) {
        JsonNode output = body.path("output");
        return output.isArray() && output.size() == 1 ? output.get(0) : output;
    }
}
