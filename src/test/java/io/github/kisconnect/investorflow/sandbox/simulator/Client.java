package io.github.kisconnect.investorflow.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A client that does exactly what the page says, and what a test adds or takes away. */
final class Client implements AutoCloseable {
    static final String KEY = "key-of-the-tests";
    static final String SECRET = "secret-of-the-tests";
    static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");

    private final OkHttpClient http = new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .readTimeout(Duration.ofSeconds(2))
            .connectionPool(new ConnectionPool(16, 1, TimeUnit.MINUTES))
            .build();
    private final KisSimulator simulator;
    private final Map<String, String> headers = new TreeMap<>();

    Client(KisSimulator simulator) {
        this.simulator = simulator;
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("appkey", KEY);
        headers.put("appsecret", SECRET);
        headers.put("tr_id", Endpoint.INVESTOR_FLOW.trId());
        headers.put("custtype", "P");
    }

    record Got(int status, Headers headers, String body) {
        JsonNode json() {
            return Bodies.parse(body);
        }

        String code() {
            return json().path("msg_cd").asText();
        }

        JsonNode row() {
            return json().path("output").path(0);
        }
    }

    static SimulatorOptions.Builder options() {
        return SimulatorOptions.builder().account(KEY, SECRET);
    }

    Client with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Client without(String header) {
        headers.remove(header);
        return this;
    }

    Client signedIn() throws IOException {
        return with(
                "authorization", "Bearer " + issue().json().path("access_token").asText());
    }

    Got issue() throws IOException {
        return issue(KEY, SECRET, "client_credentials");
    }

    Got issue(String key, String secret, String grant) throws IOException {
        return issue(Bodies.write(Map.of("grant_type", grant, "appkey", key, "appsecret", secret)));
    }

    Got issue(String body) throws IOException {
        return call(new Request.Builder()
                .url(simulator.url() + Endpoint.TOKEN.path())
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build());
    }

    Got flows(MarketSector pair) throws IOException {
        return get(
                Endpoint.INVESTOR_FLOW.path(),
                Map.of("fid_input_iscd", pair.market(), "fid_input_iscd_2", pair.sector()));
    }

    Got get(String path, Map<String, String> query) throws IOException {
        HttpUrl.Builder url = HttpUrl.get(simulator.url() + path).newBuilder();
        query.forEach(url::addQueryParameter);
        return call(new Request.Builder()
                .url(url.build())
                .headers(Headers.of(headers))
                .build());
    }

    private Got call(Request request) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            return new Got(response.code(), response.headers(), response.body().string());
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
