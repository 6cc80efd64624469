package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;

/** Takes each request from the web server: counts it, lets a fault strike, notes the answer and sends it. */
final class Switchboard implements HttpFront.Handler {
    private final SimulatorOptions options;
    private final Router router;
    private final FaultBoard faults;
    private final Hold hold;
    private final Counters counters;
    private final Ledger ledger;

    Switchboard(
            SimulatorOptions options, Router router, FaultBoard faults, Hold hold, Counters counters, Ledger ledger) {
        this.options = options;
        this.router = router;
        this.faults = faults;
        this.hold = hold;
        this.counters = counters;
        this.ledger = ledger;
    }

    @Override
    public HttpFront.Reply handle(RecordedRequest request) throws InterruptedException {
        Endpoint endpoint = Endpoint.of(request.getMethod(), request.getUrl().encodedPath());
        MarketSector pair = Router.pair(endpoint, request);
        counters.request(endpoint, request.getExchangeIndex() == 0);
        boolean withinQuota = router.isWithinQuota(endpoint, request);
        Fault fault = faults.take(endpoint, pair, one -> !(one instanceof Fault.Row))
                .or(() -> router.fault(endpoint, request))
                .orElse(null);
        if (fault instanceof Fault.Slow slow) {
            hold.await(slow.delay());
        }
        // One instant for row and ledger: at midnight, at the reset, whose row it is would not be certain with two.
        Instant now = options.clock().instant();
        Answer answer = answer(fault, endpoint, withinQuota, request, now);
        note(endpoint, pair, request.getHeaders(), answer.entry(), now);
        if (fault == Fault.Wire.HANG) {
            hold.await();
        }
        return new HttpFront.Reply(response(fault, answer, request), fault == Fault.Wire.RESET);
    }

    private Answer answer(Fault fault, Endpoint endpoint, boolean withinQuota, RecordedRequest request, Instant now) {
        if (fault instanceof Fault.Reply reply) {
            return switch (reply) {
                case RATE_LIMIT -> Answer.refused(endpoint, Refusal.RATE_LIMIT);
                case TOKEN_INVALID -> Answer.refused(endpoint, Refusal.TOKEN_INVALID);
                case TOKEN_EXPIRED -> Answer.refused(endpoint, Refusal.TOKEN_EXPIRED);
                case HTML_ERROR -> Answer.html(503, "Service Unavailable", Answer.Entry.fault(fault));
            };
        }
        if (fault instanceof Fault.HttpError error) {
            return Answer.error(endpoint, error.status(), error.msgCd(), error.message());
        }
        if (fault instanceof Fault.Redirect redirect) {
            return Answer.redirect(redirect);
        }
        Answer right =
                withinQuota ? router.answer(endpoint, request, now) : Answer.refused(endpoint, Refusal.RATE_LIMIT);
        if (fault == null) {
            return right;
        }
        if (fault == Fault.Wire.GZIP) {
            return right.compress().with(right.entry().by(fault));
        }
        return right.with(fault instanceof Fault.Slow ? right.entry().by(fault) : Answer.Entry.fault(fault));
    }

    private void note(Endpoint endpoint, MarketSector pair, Headers headers, Answer.Entry entry, Instant now) {
        if (Refusal.RATE_LIMIT.code().equals(entry.detail())) {
            counters.rateLimited();
        }
        if (endpoint == Endpoint.INVESTOR_FLOW) {
            ledger.append(
                    pair,
                    headers.get("appkey"),
                    headers.get("mac_address"),
                    now,
                    entry.kind(),
                    entry.detail(),
                    entry.row());
        }
    }

    private MockResponse response(Fault fault, Answer answer, RecordedRequest request) {
        if (fault == Fault.Wire.RESET || fault == Fault.Wire.CLOSE || fault == Fault.Wire.HANG) {
            return Wire.closed();
        }
        MockResponse.Builder response =
                Wire.response(answer, request, options.clock().instant().plus(options.serverClockOffset()));
        return fault == Fault.Wire.HALF_BODY
                ? response.onResponseBody(new SocketEffect.CloseSocket()).build()
                : response.build();
    }
}
