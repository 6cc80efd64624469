package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/** The simulator in a process of its own, so that its work does not count as the worker's; it tells its counts at a second port. */
public final class SimulatorMain {
    static final String APP_KEY = "bench-key";
    static final String APP_SECRET = "bench-secret";
    static final String READY = "serving ";

    /** Nobody compares records with it here, and a long run would fill its memory. */
    private static final int LEDGER = 1_000;

    private SimulatorMain() {}

    /**
     * What came in so far.
     *
     * @param nanos when, by the simulator's monotonic clock
     * @param requests for figures
     * @param refused of all requests, over the quota
     * @param mostInASecond the most requests in any one second, refused ones included
     * @param connections open now
     */
    record Counts(long nanos, long requests, long refused, int mostInASecond, int connections) {}

    /** {@code arguments}: the quota, 0 for none; the round trip in milliseconds; and of how many pairs there are figures. */
    public static void main(String[] arguments) throws IOException {
        long roundTrip = Long.parseLong(arguments[1]);
        KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
                .account(APP_KEY, APP_SECRET)
                .movement(Movement.ALWAYS_MOVING)
                .tokenSpacing(Duration.ZERO)
                .quotaPerSecond(Integer.parseInt(arguments[0]))
                .pairs(Set.copyOf(Pairs.first(Integer.parseInt(arguments[2]))))
                .ledgerLimit(LEDGER)
                .build());
        simulator.inject(Injection.of(Fault.Reply.HTML_ERROR).forPair(Pairs.FAILING));
        if (roundTrip > 0) {
            simulator.inject(new Fault.Slow(Duration.ofMillis(roundTrip)));
        }
        int port = tellCounts(simulator);
        System.out.println(READY + simulator.url() + " " + port);
    }

    private static int tellCounts(KisSimulator simulator) throws IOException {
        JsonMapper json = new JsonMapper();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = json.writeValueAsBytes(new Counts(
                    System.nanoTime(),
                    simulator.requests(Endpoint.INVESTOR_FLOW),
                    simulator.rateLimited(),
                    simulator.mostRequestsInASecond(),
                    simulator.openConnections()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }
}
