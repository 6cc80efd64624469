package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One of the API's endpoints for data: how it is asked, and how its answers are read.
 *
 * <p>What all of them have in common is not its own: the headers of a request, the codes and the words around an answer, and what goes wrong on the way.
 *
 * @param <Q> what is asked for
 * @param <T> what a good answer says
 */
public interface Endpoint<Q, T> {
    /** The path behind the base URL. */
    String path();

    /** The transaction's id, which goes into a header. */
    String trId();

    /** The parameters of the query, which go into it in the order of the map: one that keeps an order. */
    Map<String, String> query(Q question);

    /**
     * Reads an answer that the API calls a good one.
     *
     * @param body the whole of it, a JSON object
     * @param question what was asked for
     * @throws UnreadableException where it does not say what it should: nothing of it is believed
     */
    T read(JsonNode body, Q question) throws UnreadableException;

    /** The fields of a good answer that this version does not know and ignores, for people. */
    default List<String> furtherFields(JsonNode body) {
        return List.of();
    }

    /** Whether an answer that cannot be read is kept and counted as such; of others it is one more error. */
    default boolean isQuarantined() {
        return false;
    }

    /** Whether others wait for an answer, too: such a request ends by itself when the client that asked is closed. */
    default boolean isShared() {
        return false;
    }
}
