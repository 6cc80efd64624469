package io.github.kisconnect.investorflow.sandbox.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * JSON over HTTP with a Connect worker, which answers 409 while it rebalances, or with a registry: paths in parts, errors as
 * {@link ConnectRestException}.
 */
final class JsonHttp {
    static final Duration LONGEST_CALL = Duration.ofSeconds(100);

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    /** Shares its threads and connections with all others. */
    private static final OkHttpClient CLIENT = new OkHttpClient();

    private static final Duration CONFLICT_LIMIT = Duration.ofSeconds(30);
    private static final Duration CONFLICT_INTERVAL = Duration.ofMillis(100);
    private static final int CONFLICT = 409;

    private final HttpUrl base;
    private final OkHttpClient client;

    JsonHttp(String url) {
        this(url, LONGEST_CALL);
    }

    JsonHttp(String url, Duration longestCall) {
        this.base = HttpUrl.get(url);
        this.client = CLIENT.newBuilder().callTimeout(longestCall).build();
    }

    <T> T get(TypeReference<T> type, String... path) {
        return convert(send("GET", null, path), type);
    }

    JsonNode put(Object body, String... path) {
        return send("PUT", body, path);
    }

    JsonNode post(Object body, String... path) {
        return send("POST", body, path);
    }

    JsonNode patch(Object body, String... path) {
        return send("PATCH", body, path);
    }

    JsonNode delete(String... path) {
        return send("DELETE", null, path);
    }

    <T> T convert(JsonNode node, TypeReference<T> type) {
        return JSON.convertValue(node, type);
    }

    private JsonNode send(String method, Object body, String... path) {
        long deadline = System.nanoTime() + CONFLICT_LIMIT.toNanos();
        while (true) {
            try {
                return sendOnce(method, body, path);
            } catch (ConnectRestException e) {
                if (e.status() != CONFLICT || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Pause.of(CONFLICT_INTERVAL);
            }
        }
    }

    private JsonNode sendOnce(String method, Object body, String... path) {
        try {
            RequestBody json = body == null ? null : RequestBody.create(JSON.writeValueAsBytes(body), JSON_TYPE);
            Request request = new Request.Builder()
                    .url(url(path))
                    .header("Accept", "application/json")
                    .method(method, json)
                    .build();
            try (Response response = client.newCall(request).execute()) {
                String text = response.body().string();
                if (!response.isSuccessful()) {
                    throw new ConnectRestException(
                            response.code(),
                            method + " " + request.url().encodedPath() + " gave " + response.code() + ": "
                                    + message(text));
                }
                return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins the parts, each escaped; the last one may end in a query. */
    private HttpUrl url(String... path) {
        HttpUrl.Builder url = base.newBuilder();
        for (String part : path) {
            int query = part.indexOf('?');
            url.addPathSegment(query < 0 ? part : part.substring(0, query));
            if (query >= 0) {
                url.encodedQuery(part.substring(query + 1));
            }
        }
        return url.build();
    }

    private static String message(String body) {
        try {
            JsonNode message = JSON.readTree(body).path("message");
            return message.isMissingNode() ? body : message.asText();
        } catch (IOException e) {
            return body;
        }
    }
}
