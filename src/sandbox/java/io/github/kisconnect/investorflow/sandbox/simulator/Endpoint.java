package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.stream.Stream;

/** What the simulator answers; everything else is {@link #OTHER}. */
public enum Endpoint {
    INVESTOR_FLOW("GET", "/uapi/domestic-stock/v1/quotations/inquire-investor-time-by-market", "FHPTJ04030000"),
    HOLIDAY("GET", "/uapi/domestic-stock/v1/quotations/chk-holiday", "CTCA0903R"),
    TOKEN("POST", "/oauth2/tokenP", ""),
    OTHER("", "", "");

    private final String method;
    private final String path;
    private final String trId;

    Endpoint(String method, String path, String trId) {
        this.method = method;
        this.path = path;
        this.trId = trId;
    }

    /** The path below the base URL; empty for {@link #OTHER}. */
    public String path() {
        return path;
    }

    /** What the {@code tr_id} header must be; empty where there is none. */
    public String trId() {
        return trId;
    }

    static Endpoint of(String method, String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.method.equals(method) && endpoint.path.equals(path))
                .findFirst()
                .orElse(OTHER);
    }
}
