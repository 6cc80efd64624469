package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** Leads each request through quota, rules and endpoint. */
final class Router {
    private final SimulatorOptions options;
    private final RequestRules rules;
    private final FlowEndpoint flows;
    private final HolidayEndpoint holidays;
    private final TokenEndpoint tokens;
    private final Map<Account, QuotaMeter> quotas;
    /** Endpoints that a test has laid down, by their paths. */
    private final Map<String, Further> further = new ConcurrentHashMap<>();

    /** What the simulator does not model: {@code output} is what stands under that name in the answer. */
    private record Further(String trId, Function<HttpUrl, Object> output) {}

    Router(
            SimulatorOptions options,
            RequestRules rules,
            FlowEndpoint flows,
            HolidayEndpoint holidays,
            TokenEndpoint tokens) {
        this.options = options;
        this.rules = rules;
        this.flows = flows;
        this.holidays = holidays;
        this.tokens = tokens;
        this.quotas = options.accounts().stream()
                .collect(Collectors.toMap(Function.identity(), account -> new QuotaMeter(options.quotaPerSecond())));
    }

    /** Notes a request against its account's quota; true also for requests that no quota is for. */
    boolean isWithinQuota(Endpoint endpoint, RecordedRequest request) {
        if (endpoint == Endpoint.TOKEN || endpoint == Endpoint.OTHER && further(request) == null) {
            return true;
        }
        return rules.account(request.getHeaders().get("appkey"))
                .map(account ->
                        quotas.get(account).admit(options.monotonicNanos().getAsLong()))
                .orElse(true);
    }

    int mostInASecond() {
        return quotas.values().stream()
                .mapToInt(QuotaMeter::mostInASecond)
                .max()
                .orElse(0);
    }

    Answer answer(Endpoint endpoint, RecordedRequest request, Instant now) {
        return switch (endpoint) {
            case OTHER -> further(request) == null
                    ? Answer.html(404, "Not Found", new Answer.Entry(LedgerEntry.Kind.ERROR, "404", null))
                    : answer(further(request), request);
            case TOKEN -> tokens.answer(request);
            case INVESTOR_FLOW -> refusal(endpoint.trId(), request.getHeaders())
                    .map(refusal -> Answer.refused(endpoint, refusal))
                    .orElseGet(() -> flows.answer(request.getUrl(), now));
            case HOLIDAY -> refusal(endpoint.trId(), request.getHeaders())
                    .map(refusal -> Answer.refused(endpoint, refusal))
                    .orElseGet(() -> holidays.answer(request.getUrl()));
        };
    }

    void serve(String path, String trId, Function<HttpUrl, Object> output) {
        further.put(path, new Further(trId, output));
    }

    private Further further(RecordedRequest request) {
        return further.get(request.getUrl().encodedPath());
    }

    private Answer answer(Further endpoint, RecordedRequest request) {
        return refusal(endpoint.trId(), request.getHeaders())
                .map(refusal -> Answer.refused(Endpoint.OTHER, refusal))
                .orElseGet(() -> Answer.json(
                        200,
                        Bodies.success(endpoint.output().apply(request.getUrl())),
                        new Answer.Entry(LedgerEntry.Kind.SERVED, "", null)));
    }

    /** What a request is to meet because of what it asks for. */
    Optional<Fault> fault(Endpoint endpoint, RecordedRequest request) {
        return endpoint == Endpoint.HOLIDAY ? holidays.fault(request.getUrl()) : Optional.empty();
    }

    private Optional<Refusal> refusal(String trId, Headers headers) {
        String appKey = headers.get("appkey");
        return rules.credentials(appKey, headers.get("appsecret"))
                .or(() -> rules.account(appKey).flatMap(account -> rules.headers(account, trId, headers)));
    }

    static MarketSector pair(Endpoint endpoint, RecordedRequest request) {
        return endpoint == Endpoint.INVESTOR_FLOW
                ? FlowEndpoint.pair(request.getUrl()).orElse(null)
                : null;
    }
}
