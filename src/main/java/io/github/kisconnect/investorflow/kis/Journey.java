package io.github.kisconnect.investorflow.kis;

import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;

/**
 * Which way one call went, and how far it got: one that never left this host is no request to the API, and a proxy's
 * faults are not the API's.
 */
final class Journey extends EventListener {
    private volatile boolean overProxy;
    private volatile boolean connected;
    private volatile boolean left;

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        overProxy = proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        connected = true;
    }

    @Override
    public void requestHeadersStart(Call call) {
        left = true;
    }

    /** Whether the call goes over a proxy: the configured one, or the JVM's. */
    boolean isOverProxy() {
        return overProxy;
    }

    /** Whether there was a connection to the API, through the proxy if there is one. */
    boolean hasConnected() {
        return connected;
    }

    /** Whether any of the request may have been sent. */
    boolean hasLeft() {
        return left;
    }
}
