package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.token.TokenRequest;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks for figures with the HTTP library that the plugin has, by the library's own threads. */
final class FloorApi {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final String url;
    private final OkHttpClient client;
    private final String token;

    /** With a token, which it asks for. */
    FloorApi(String url, int inFlight) throws IOException {
        this.url = url;
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(inFlight);
        dispatcher.setMaxRequestsPerHost(inFlight);
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(inFlight, 1, TimeUnit.MINUTES))
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        this.token = token();
    }

    private String token() throws IOException {
        byte[] body = TokenRequest.body(new Credentials(SimulatorMain.APP_KEY, SimulatorMain.APP_SECRET));
        Request request = new Request.Builder()
                .url(url + TokenRequest.PATH)
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return new JsonMapper()
                    .readTree(response.body().bytes())
                    .path("access_token")
                    .asText();
        }
    }

    Call call(MarketSector pair) {
        return client.newCall(new Request.Builder()
                .url(url + Endpoint.INVESTOR_FLOW.path() + "?fid_input_iscd=" + pair.market() + "&fid_input_iscd_2="
                        + pair.sector())
                .header("content-type", JSON.toString())
                .header("authorization", "Bearer " + token)
                .header("appkey", SimulatorMain.APP_KEY)
                .header("appsecret", SimulatorMain.APP_SECRET)
                .header("tr_id", Endpoint.INVESTOR_FLOW.trId())
                .header("custtype", "P")
                .build());
    }
}
