package io.github.kisconnect.investorflow.kis;

import okhttp3.Call;
import okhttp3.EventListener;

/** How far one call has come: one that never left this host is no request to the API. */
final class Journey extends EventListener {
    private volatile boolean left;

    @Override
    public void requestHeadersStart(Call call) {
        left = true;
    }

    /** Whether any of the request may have been sent. */
    boolean hasLeft() {
        return left;
    }
}
