package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Says in our own words what went wrong on the way to the API: at which peer, and which setting to look at.
 *
 * <p>The texts of the HTTP library and of the JVM are left out: they may quote what was sent.
 */
final class TransportFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Only these words of the library tell a proxy's refusals apart. */
    private static final String PROXY_LOGIN = "Failed to authenticate with proxy";

    private static final String PROXY_REFUSAL = "Unexpected response code for CONNECT: ";

    /** Both texts of the library for what ends too early begin with this. */
    private static final String END = "unexpected end of stream";

    private final transient Journey journey;

    /** {@code journey}: of the call that failed. */
    TransportFailure(IOException cause, Journey journey) {
        super(cause);
        this.journey = journey;
    }

    /** The error for the caller. */
    KisError error(KisSettings settings) {
        Optional<Transport.HttpProxy> proxy = settings.transport().proxy();
        String theProxy = proxy.map(one -> "the proxy http://" + one.host() + ":" + one.port() + " (kis.proxy.url)")
                .orElse("the JVM's proxy (https.proxyHost)");
        return describe((IOException) getCause(), settings.baseUrl(), theProxy);
    }

    private KisError describe(IOException cause, URI api, String theProxy) {
        String message = String.valueOf(cause.getMessage());
        String peer = journey.isOverProxy() ? theProxy : api.toString();
        if (message.startsWith(PROXY_LOGIN)) {
            return failed(
                    "proxy login", theProxy + " refuses the login; see kis.proxy.username and kis.proxy.password");
        }
        if (message.startsWith(PROXY_REFUSAL)) {
            String status = message.substring(PROXY_REFUSAL.length()).replaceAll("[^0-9]", "");
            return failed("proxy " + status, theProxy + " refuses to connect to " + api);
        }
        if (cause instanceof UnknownHostException) {
            return failed("unknown host", "the name of " + peer + " is not known to this host's DNS");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return failed("no connection", peer + " does not accept connections from this host");
        }
        if (cause instanceof InterruptedIOException) {
            // The library has several exceptions for one and the same time-out.
            return failed("time-out", journey.hasConnected() ? "at " + api : "connecting to " + peer);
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return failed(
                    "another host's certificate", "the server at " + api + " presents a certificate for another name");
        }
        if (cause instanceof SSLException) {
            return isAboutTrust(cause)
                    ? failed(
                            "certificate not trusted",
                            "that of " + api
                                    + "; see kis.ssl.truststore.location, without which the JVM's own trust store"
                                    + " is used")
                    : failed("no TLS", "with " + api);
        }
        if (message.startsWith(END) || has(cause, EOFException.class)) {
            // What the library throws for a body that is shorter than announced.
            boolean answerBegan = cause instanceof ProtocolException;
            return failed(
                    "closed", api + " closed the connection " + (answerBegan ? "in mid-answer" : "without an answer"));
        }
        if (cause instanceof ProtocolException) {
            return failed("no HTTP", "what " + api + " answers is not valid HTTP; see kis.base.url");
        }
        return cause instanceof SocketException
                ? failed("reset", api + " broke off the connection")
                : failed(cause.getClass().getSimpleName(), "at " + api);
    }

    private static boolean isAboutTrust(Throwable cause) {
        return has(cause, CertificateException.class) || has(cause, CertPathBuilderException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause).anyMatch(kind::isInstance);
    }

    private KisError failed(String code, String message) {
        return new KisError(ErrorClass.PASSING, code, message, journey.hasLeft());
    }
}
