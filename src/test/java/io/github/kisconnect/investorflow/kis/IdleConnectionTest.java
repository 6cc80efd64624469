package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A connection that the server closes when it is idle")
@Timeout(60)
class IdleConnectionTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    private static final int CONNECTIONS = 4;
    /** For so long the server keeps a connection on which nothing comes. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final AcceptedSockets sockets = new AcceptedSockets();
    private final MockWebServer server = new MockWebServer();
    private final Credentials credentials = Clients.newCredentials();
    private final MemoryMeters meters = new MemoryMeters();
    /** Requests that come while it has parties wait for each other, so that each has a connection of its own. */
    private volatile CyclicBarrier together = new CyclicBarrier(1);

    private KisClient client;

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(sockets);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
        client = Clients.client(
                Clients.settings(server.url("/").toString(), credentials), Instant::now, System::nanoTime, meters);
        assertThat(Clients.await(client.authorize())).isEmpty();
    }

    private MockResponse answer(RecordedRequest request) {
        if (request.getTarget().startsWith("/oauth2")) {
            return new MockResponse.Builder()
                    .body("{\"access_token\":\"token-of-tests\",\"expires_in\":86400}")
                    .build();
        }
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new MockResponse.Builder()
                .body(Samples.body("KSP-0001-official-example.json"))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    @DisplayName("costs nothing: the client has closed it before, and the next requests have new ones")
    void costsNothing() {
        together = new CyclicBarrier(CONNECTIONS);
        assertThat(fetch(CONNECTIONS)).allMatch(Answer.Good.class::isInstance);
        Await.until("end of the idle connections", Duration.ofSeconds(30), () -> sockets.open() == 0);
        double before = meters.value(Metric.REQUESTS);
        assertThat(fetch(CONNECTIONS)).allMatch(Answer.Good.class::isInstance);
        assertThat(meters.value(Metric.REQUESTS)).isEqualTo(before + CONNECTIONS);
        assertThat(meters.value(Metric.ERRORS, "passing")).isZero();
        assertThat(server.getRequestCount()).isEqualTo(1 + 2 * CONNECTIONS);
    }

    @Test
    @DisplayName("is not made anew for each of the requests that follow each other")
    void reused() {
        for (int i = 0; i < 10; i++) {
            assertThat(fetch(1)).allMatch(Answer.Good.class::isInstance);
        }
        assertThat(sockets.accepted).hasSizeLessThan(5);
    }

    /** So many requests at once. */
    private List<Answer<Snapshot>> fetch(int count) {
        List<CompletableFuture<Answer<Snapshot>>> answers = Stream.generate(
                        () -> client.fetch(FlowEndpoint.FLOWS, COMPOSITE))
                .limit(count)
                .toList();
        return answers.stream().map(Clients::await).toList();
    }

    /** Keeps what the server has accepted, and has it close what is idle. */
    private static final class AcceptedSockets extends ServerSocketFactory {
        private final List<Socket> accepted = new CopyOnWriteArrayList<>();

        long open() {
            return accepted.stream().filter(socket -> !socket.isClosed()).count();
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket socket = super.accept();
                    socket.setSoTimeout((int) IDLE.toMillis());
                    accepted.add(socket);
                    return socket;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException("the server binds the socket itself");
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException("the server binds the socket itself");
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address) {
            throw new UnsupportedOperationException("the server binds the socket itself");
        }
    }
}
