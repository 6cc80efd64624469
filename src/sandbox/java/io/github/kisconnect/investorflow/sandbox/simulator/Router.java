package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** Leads each request through quota, rules and endpoint. */
final class Router {
    private final SimulatorOptions options;
    private final RequestRules rules;
    private final FlowEndpoint flows;
    private final HolidayEndpoint holidays;
    private final TokenEndpoint tokens;
    private final Map<Account, QuotaMeter> quotas;

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
        if (endpoint == Endpoint.TOKEN || endpoint == Endpoint.OTHER) {
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
            case OTHER -> Answer.html(404, "Not Found", new Answer.Entry(LedgerEntry.Kind.ERROR, "404", null));
            case TOKEN -> tokens.answer(request);
            case INVESTOR_FLOW -> refusal(endpoint, request.getHeaders())
                    .map(refusal -> Answer.refused(endpoint, refusal))
                    .orElseGet(() -> flows.answer(request.getUrl(), now));
            case HOLIDAY -> refusal(endpoint, request.getHeaders())
                    .map(refusal -> Answer.refused(endpoint, refusal))
                    .orElseGet(() -> holidays.answer(request.getUrl()));
        };
    }

    /** What a request is to meet because of what it asks for. */
    Optional<Fault> fault(Endpoint endpoint, RecordedRequest request) {
        return endpoint == Endpoint.HOLIDAY ? holidays.fault(request.getUrl()) : Optional.empty();
    }

    private Optional<Refusal> refusal(Endpoint endpoint, Headers headers) {
        String appKey = headers.get("appkey");
        return rules.credentials(appKey, headers.get("appsecret"))
                .or(() -> rules.account(appKey).flatMap(account -> rules.headers(account, endpoint, headers)));
    }

    static MarketSector pair(Endpoint endpoint, RecordedRequest request) {
        return endpoint == Endpoint.INVESTOR_FLOW
                ? FlowEndpoint.pair(request.getUrl()).orElse(null)
                : null;
    }
}
