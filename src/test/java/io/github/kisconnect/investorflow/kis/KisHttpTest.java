package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.kis.account.ClockSkew;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error of our own")
class KisHttpTest {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    @DisplayName("while an answer is read takes the answer's place, in place of letting it be waited for")
    void whileReading() {
        RuntimeException exception = new IllegalStateException("ours");
        assertThat(arrival(() -> {
                    throw exception;
                }))
                .isSameAs(exception);
        Error error = new StackOverflowError("ours");
        assertThat(arrival(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    @DisplayName("before a request is on its way comes to who asks")
    void beforeSending() {
        Error noThread = new OutOfMemoryError("unable to create native thread");
        Host host = new Host(
                Instant::now,
                System::nanoTime,
                work -> {
                    throw noThread;
                },
                new SecureRandom());
        KisSettings settings = Clients.settings("http://127.0.0.1:1", Clients.newCredentials());
        try (KisHttp http =
                new KisHttp(settings, host, new RequestMeters(new MemoryMeters(), () -> 0), new ClockSkew())) {
            assertThatThrownBy(() -> http.post("/", new byte[0])).isSameAs(noThread);
        }
    }

    /** What a call's answer ends with when its body is read like that. */
    private Throwable arrival(LongSupplier reading) {
        CompletableFuture<KisHttp.Received> received = new CompletableFuture<>();
        closed.set(false);
        AtomicBoolean ended = new AtomicBoolean();
        Call call = (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, args) -> response(reading));
        new KisHttp.Exchange(call, received, Instant.EPOCH, Instant::now, () -> ended.set(true)).run();
        assertThat(closed).isTrue();
        assertThat(ended).isTrue();
        return received.handle((answer, failure) -> failure).getNow(null);
    }

    private Response response(LongSupplier reading) {
        BufferedSource source = Okio.buffer(new ForwardingSource(new Buffer()) {
            @Override
            public long read(Buffer sink, long byteCount) {
                return reading.getAsLong();
            }

            @Override
            public void close() {
                closed.set(true);
            }
        });
        return new Response.Builder()
                .request(new Request.Builder().url("http://127.0.0.1:1").build())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(source, MediaType.get("application/json"), -1))
                .build();
    }
}
