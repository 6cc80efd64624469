package io.github.kisconnect.investorflow.kis;

import java.util.Optional;

/**
 * How the API's host is reached.
 *
 * @param proxy the HTTP proxy on the way, if there is one
 * @param trustStore the certificates to trust in place of the JVM's own, if given
 */
public record Transport(Optional<HttpProxy> proxy, Optional<TrustStore> trustStore) {
    /** Without a proxy, with the JVM's own certificates. */
    public static final Transport DIRECT = new Transport(Optional.empty(), Optional.empty());

    /**
     * An HTTP proxy.
     *
     * @param login the login that it wants, if any
     */
    public record HttpProxy(String host, int port, Optional<Login> login) {}

    /** A user of the proxy; the password does not show. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }
}
