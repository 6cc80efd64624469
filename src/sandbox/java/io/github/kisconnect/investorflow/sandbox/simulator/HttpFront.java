package io.github.kisconnect.investorflow.sandbox.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.slf4j.LoggerFactory;

/** The web server: it keeps its port while it refuses connections, and no request once it is answered. */
final class HttpFront implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger WEB_SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        WEB_SERVER_LOG.setLevel(Level.OFF);
    }

    private final String host;
    private final Handler handler;
    private AcceptedSockets sockets;
    private MockWebServer server;

    HttpFront(String host, int port, Handler handler) {
        this.host = host;
        this.handler = handler;
        this.server = start(port);
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        Reply handle(RecordedRequest request) throws InterruptedException;
    }

    /**
     * What is sent.
     *
     * @param resets whether the connection is reset, and not merely closed, where the response closes it
     */
    record Reply(MockResponse response, boolean resets) {}

    synchronized String url() {
        return "http://" + host + ":" + server.getPort();
    }

    /** How many connections are open. */
    synchronized int openConnections() {
        return sockets.open();
    }

    /** Cuts all connections and refuses new ones. */
    synchronized void refuse() {
        server.close();
    }

    /** Accepts connections again, at the same port. */
    synchronized void accept() {
        server = start(server.getPort());
    }

    @Override
    public void close() {
        refuse();
    }

    private MockWebServer start(int port) {
        MockWebServer starting = new MockWebServer();
        AcceptedSockets accepted = new AcceptedSockets();
        sockets = accepted;
        starting.setServerSocketFactory(accepted);
        starting.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                forgetRequests(starting);
                Reply reply = reply(request);
                if (reply.resets()) {
                    accepted.resetOnClose(request.getConnectionIndex());
                }
                return reply.response();
            }
        });
        try {
            starting.start(InetAddress.getByName(host), port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
        return starting;
    }

    /** A mistake of the simulator's own is said aloud: the web server's log is off. */
    private Reply reply(RecordedRequest request) throws InterruptedException {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            LOG.error("the simulator failed on {}", request.getUrl().encodedPath(), e);
            return new Reply(new MockResponse.Builder().code(500).build(), false);
        }
    }

    /** The web server notes each request for whoever asks; nobody does, and they would fill the memory. */
    private static void forgetRequests(MockWebServer server) throws InterruptedException {
        RecordedRequest forgotten;
        do {
            forgotten = server.takeRequest(0, TimeUnit.NANOSECONDS);
        } while (forgotten != null);
    }
}
