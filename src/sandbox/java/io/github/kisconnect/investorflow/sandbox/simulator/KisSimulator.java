package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/** The KIS Open API as far as it is documented, on this machine: real HTTP, its rules, its figures and its faults. */
public final class KisSimulator implements AutoCloseable {
    private final TokenDesk desk;
    private final FaultBoard faults = new FaultBoard();
    private final Hold hold = new Hold();
    private final Counters counters = new Counters();
    private final Ledger ledger;
    private final FlowEndpoint flows;
    private final TokenEndpoint tokens;
    private final Router router;
    private final HttpFront front;
    private boolean isAway;

    private KisSimulator(SimulatorOptions options) {
        this.desk = new TokenDesk(options);
        this.ledger = new Ledger(options.ledgerLimit());
        RequestRules rules = new RequestRules(options, desk);
        this.flows = new FlowEndpoint(options, new SessionModel(options), faults);
        this.tokens = new TokenEndpoint(options, rules, desk);
        HolidayEndpoint holidays = new HolidayEndpoint(new TradingDays(options.closedDays()), options.holidayWords());
        this.router = new Router(options, rules, flows, holidays, tokens);
        Switchboard switchboard = new Switchboard(options, router, faults, hold, counters, ledger);
        this.front = new HttpFront(options.host(), options.port(), switchboard);
    }

    /** Starts a simulator, which answers when this returns. */
    public static KisSimulator start(SimulatorOptions options) {
        return new KisSimulator(options);
    }

    /** The base URL, without a slash at its end: {@code http://127.0.0.1:12345}. */
    public String url() {
        return front.url();
    }

    /** Every answer given to a request for figures. */
    public Ledger ledger() {
        return ledger;
    }

    /** Injects a fault for all requests for figures, until cleared. */
    public void inject(Fault fault) {
        inject(Injection.of(fault));
    }

    /** Injects a fault where and as often as the injection says. */
    public synchronized void inject(Injection injection) {
        if (injection.fault() == Fault.Service.DEAD_TOKEN) {
            desk.killAll();
        } else if (injection.fault() instanceof Fault.Service away) {
            if (away == Fault.Service.MAINTENANCE) {
                desk.forgetAll();
            }
            hold.release();
            front.refuse();
            isAway = true;
        } else {
            faults.add(injection);
        }
    }

    /** Ends all faults and takes away all fixed bodies; connections held by {@code HANG} are closed. */
    public synchronized void clear() {
        faults.clear();
        flows.clearFixed();
        desk.forgetDead();
        hold.release();
        if (isAway) {
            front.accept();
            isAway = false;
        }
    }

    /**
     * Answers a further endpoint, which it does not model, once a request has passed quota and rules; counted as {@link Endpoint#OTHER}.
     *
     * @param output gives what stands in the answer as {@code output}, for JSON
     */
    public void serve(String path, String trId, Function<HttpUrl, Object> output) {
        router.serve(path, trId, output);
    }

    /** Answers a pair with this JSON body, once a request has passed the rules, until cleared. */
    public void answerWith(MarketSector pair, int status, String body) {
        answerWith(pair, status, Answer.JSON, body);
    }

    /** Answers a pair with this body, once a request has passed the rules, until cleared. */
    public void answerWith(MarketSector pair, int status, String contentType, String body) {
        Answer.Entry entry = new Answer.Entry(LedgerEntry.Kind.FIXED, "", null);
        flows.fix(pair, new Answer(status, contentType, body, false, null, entry));
    }

    /**
     * Answers a pair with a body of {@code kis-api/}, by its file's name, once a request has passed the rules, until cleared.
     *
     * @throws IllegalArgumentException when there is no such body
     */
    public void answerWithSample(MarketSector pair, int status, String fileName) {
        answerWith(pair, status, Bodies.sample(fileName));
    }

    /** The body that a row's fault last made of a pair's answer, before compression: the evidence that a client should keep. */
    public Optional<String> lastSpoiltBody(MarketSector pair) {
        return flows.lastSpoilt(pair);
    }

    /** How many requests came to an endpoint, whatever was answered. */
    public long requests(Endpoint endpoint) {
        return counters.requests(endpoint);
    }

    /** How many connections carried at least one request. */
    public long connections() {
        return counters.connections();
    }

    /** How many connections are open now; one that the client has closed counts for as long as {@code HANG} or {@code SLOW} holds a request of it. */
    public int openConnections() {
        return front.openConnections();
    }

    /** How often a token was handed out, new or the same. */
    public long tokenIssues() {
        return tokens.issues();
    }

    /** The texts of all access tokens that were ever handed out: what must not be found anywhere. */
    public List<String> issuedTokens() {
        return desk.everIssued();
    }

    /** How many requests were refused with EGW00201, injected ones included. */
    public long rateLimited() {
        return counters.rateLimitedTimes();
    }

    /** The most requests of one account that came within any one second of the monotonic clock, refused ones included. */
    public int mostRequestsInASecond() {
        return router.mostInASecond();
    }

    @Override
    public synchronized void close() {
        hold.end();
        if (!isAway) {
            front.close();
        }
    }
}
