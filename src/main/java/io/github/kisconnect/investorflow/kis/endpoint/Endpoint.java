package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One of the API's data endpoints: how it is asked, and how its answers are read.
 *
 * <p>What all endpoints have in common is elsewhere: a request's headers, the codes and messages around an answer, and
 * what goes wrong on the way.
 *
 * @param <Q> what is asked for
 * @param <T> what a good answer says
 */
public interface Endpoint<Q, T> {
    /** The path behind the base URL. */
    String path();

    /** The transaction's id, which goes into a header. */
    String trId();

    /** The query's parameters; they are sent in the map's order, so it must keep one. */
    Map<String, String> query(Q question);

    /**
     * Reads an answer that the API calls a good one.
     *
     * @param body the whole of it, a JSON object
     * @param question what was asked for
     * @throws UnreadableException when it does not say what it should: then none of it is believed
     */
    T read(JsonNode body, Q question);

    /** The fields of a good answer that this version does not know and ignores, for people. */
    default List<String> furtherFields(JsonNode body) {
        return List.of();
    }

    /** Whether an unreadable answer is kept and counted as such; for other endpoints it is one more error. */
    default boolean isQuarantined() {
        return false;
    }

    /** Whether others wait for an answer, too: closing the client that asked does not cancel such a request. */
    default boolean isShared() {
        return false;
    }
}
