package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks a server for a page and takes 200 for "ready". */
final class HttpPing implements Probe {

    private static final OkHttpClient CLIENT =
            new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(5)).build();

    private final Request request;

    HttpPing(String url) {
        this.request = new Request.Builder().url(url).build();
    }

    @Override
    public boolean ready() throws IOException {
        try (Response response = CLIENT.newCall(request).execute()) {
            return response.code() == 200;
        }
    }
}
