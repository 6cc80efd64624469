package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.account.ClockSkew;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.Endpoint;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Sends requests as the brokerage's page specifies them, one on the wire for each call.
 *
 * <p>The library's silent retry is off, because it spends quota unseen. Redirects are never followed, because the
 * library would carry the key and the secret to another host.
 */
final class KisHttp implements AutoCloseable {
    static final int LARGEST_BODY = 1024 * 1024;
    /** How much of a larger one is kept: enough to see what it is. */
    private static final int BEGINNING = 128 * 1024;

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    /**
     * Servers close idle connections after some seconds, unnoticed, and the next request on one of them fails. So only
     * connections that were just used are kept: a sweep keeps its own busy, and the next tick makes new ones.
     */
    private static final int IDLE_CONNECTION_SECONDS = 1;

    private static final int IDLE_THREAD_SECONDS = 30;
    private static final int GLOBAL_ID_BYTES = 16;

    private final KisSettings settings;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final RequestMeters meters;
    private final ClockSkew clockSkew;
    private final HttpUrl baseUrl;
    /** The library's own executor would rename its threads for each call. */
    private final ExecutorService executor;

    private final OkHttpClient client;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    /** Marks a request whose answer other tasks wait for as well. */
    private record Shared() {}

    /**
     * An answer.
     *
     * @param body only its beginning when it was larger than {@link #LARGEST_BODY}
     * @param date the server's time, a whole second; null when there was none, or none that could be read
     * @param sentAt when the request was made, by our wall clock
     * @param receivedAt when all of it had arrived, by our wall clock
     */
    record Received(int status, byte[] body, boolean tooLarge, Instant date, Instant sentAt, Instant receivedAt) {}

    /** A call in flight: passes on every outcome, because otherwise somebody would wait for it forever. */
    record Exchange(Call call, CompletableFuture<Received> received, Instant sentAt, InstantSource clock, Runnable end)
            implements Runnable {
        @Override
        public void run() {
            try (Response response = call.execute()) {
                received.complete(received(response));
            } catch (Throwable e) {
                received.completeExceptionally(e);
            } finally {
                end.run();
            }
        }

        /** With the decompressed body. */
        private Received received(Response response) throws IOException {
            BufferedSource source = response.body().source();
            boolean tooLarge = source.request(LARGEST_BODY + 1L);
            byte[] body = tooLarge ? source.readByteArray(BEGINNING) : source.readByteArray();
            return new Received(
                    response.code(), body, tooLarge, response.headers().getInstant("date"), sentAt, clock.instant());
        }
    }

    KisHttp(KisSettings settings, Host host, RequestMeters meters, ClockSkew clockSkew) {
        this.settings = settings;
        this.clock = host.clock();
        this.clockSkew = clockSkew;
        this.nanoTime = host.nanoTime();
        this.meters = meters;
        this.random = host.random();
        this.baseUrl = HttpUrl.get(settings.baseUrl());
        this.executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), host.threads());
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(executor))
                .eventListenerFactory(call -> call.request().tag(Journey.class))
                .connectionPool(new ConnectionPool(settings.maxInFlight(), IDLE_CONNECTION_SECONDS, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // Even with its retry off, the library repeats at once a 503 that asks for it.
                .addNetworkInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .removeHeader("Retry-After")
                        .build())
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.requestTimeout())
                .writeTimeout(settings.requestTimeout())
                .callTimeout(settings.requestTimeout());
        new Route(settings).lead(builder);
        this.client = builder.build();
    }

    /** Asks an endpoint. Fails with a {@link TransportFailure}; {@link #close} does not cancel a shared request. */
    <Q> CompletableFuture<Received> get(Endpoint<Q, ?> endpoint, Q question, AccessToken token) {
        HttpUrl.Builder url = baseUrl.newBuilder().encodedPath(endpoint.path());
        endpoint.query(question).forEach(url::addQueryParameter);
        Request.Builder request = request(url.build(), endpoint.trId(), token);
        return send(endpoint.isShared() ? request.tag(Shared.class, new Shared()) : request);
    }

    private Request.Builder request(HttpUrl url, String trId, AccessToken token) {
        Customer customer = settings.customer();
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("content-type", JSON.toString())
                .header("authorization", "Bearer " + token.value())
                .header("appkey", settings.credentials().appKey())
                .header("appsecret", settings.credentials().appSecret())
                .header("tr_id", trId)
                .header("custtype", customer.type());
        customer.headers().forEach(request::header);
        if (customer.isCorporate()) {
            request.header("gt_uid", globalId());
        }
        return request;
    }

    /** 32 hexadecimal digits that no other request has. */
    private String globalId() {
        byte[] id = new byte[GLOBAL_ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Posts JSON, without a token and its headers; {@link #close} does not cancel it. Fails as {@link #get} does. */
    CompletableFuture<Received> post(String path, byte[] body) {
        return send(new Request.Builder()
                .url(baseUrl.newBuilder().encodedPath(path).build())
                .tag(Shared.class, new Shared())
                .post(RequestBody.create(body, JSON)));
    }

    private CompletableFuture<Received> send(Request.Builder builder) {
        Journey journey = new Journey();
        Request request = builder.header("user-agent", settings.userAgent())
                .tag(Journey.class, journey)
                .build();
        Call call = client.newCall(request);
        CompletableFuture<Received> received = new CompletableFuture<>();
        meters.sent();
        long sentNanos = nanoTime.getAsLong();
        underWay.add(call);
        try {
            executor.execute(new Exchange(call, received, clock.instant(), clock, () -> underWay.remove(call)));
        } catch (RejectedExecutionException e) {
            underWay.remove(call);
            received.completeExceptionally(new IOException("the client is closed"));
        } catch (Error e) {
            underWay.remove(call);
            throw e;
        }
        return received.handle((answer, failure) -> {
            meters.ended(nanoTime.getAsLong() - sentNanos);
            if (failure != null) {
                throw new CompletionException(
                        failure instanceof IOException broken ? new TransportFailure(broken, journey) : failure);
            }
            clockSkew.answered(answer.date(), answer.sentAt(), answer.receivedAt());
            return answer;
        });
    }

    /** Cancels the requests for figures and frees connections; threads and shared requests end by themselves. */
    @Override
    public void close() {
        underWay.stream()
                .filter(call -> call.request().tag(Shared.class) == null)
                .forEach(Call::cancel);
        executor.shutdown();
        client.connectionPool().evictAll();
    }
}
