package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.metrics.Counter;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** Counts a client's requests and what came of them. */
final class RequestMeters {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Counter requests;
    private final Counter throttled;
    private final Counter tokenIssues;
    private final DoubleConsumer latency;
    private final Map<ErrorClass, Counter> errors = new EnumMap<>(ErrorClass.class);

    RequestMeters(Meters meters, DoubleSupplier tokenExpiresInSeconds) {
        this.requests = meters.counter(Metric.REQUESTS, Meters.ALL);
        this.throttled = meters.counter(Metric.THROTTLED, Meters.ALL);
        this.tokenIssues = meters.counter(Metric.TOKEN_ISSUES, Meters.ALL);
        this.latency = meters.latency();
        for (ErrorClass errorClass : ErrorClass.values()) {
            errors.put(errorClass, meters.counter(Metric.ERRORS, tagValue(errorClass)));
        }
        meters.show(Metric.TOKEN_EXPIRES_IN, Meters.ALL, tokenExpiresInSeconds);
    }

    private static String tagValue(ErrorClass errorClass) {
        return errorClass.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void sent() {
        requests.increment();
    }

    /** A request has ended, by an answer or without one. */
    void ended(long nanos) {
        latency.accept(nanos / NANOS_PER_MILLI);
    }

    void failed(KisError error) {
        errors.get(error.errorClass()).increment();
        if (error.isThrottled()) {
            throttled.increment();
        }
    }

    void tokenIssued() {
        tokenIssues.increment();
    }
}
