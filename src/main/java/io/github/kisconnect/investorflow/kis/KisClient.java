package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the API for the flows of one pair, and which days the market is open; whatever goes wrong is a value. Safe for use by several threads. */
public final class KisClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KisClient.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final KisError NO_TOKEN = new KisError(ErrorClass.TOKEN, "token", "there is none yet");
    private static final int FURTHER_FIELDS_LOGGED = 100;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_KEPT = 64 * 1024;

    private final KisSettings settings;
    private final InstantSource clock;
    private final Host host;
    private final Secrets secrets;
    private final RequestMeters meters;
    private final KisHttp http;
    private final Account account;
    private final TokenDesk desk;
    private final HolidayDesk holidays;
    private final AtomicReference<String> announced = new AtomicReference<>();
    private final Set<String> furtherFields = ConcurrentHashMap.newKeySet();

    /**
     * A client with threads and connections of its own; the access token is shared with every client of the same account.
     *
     * @param host clocks, threads and randomness of the machine
     * @param meters where the requests are counted
     */
    public KisClient(KisSettings settings, Host host, Meters meters) {
        this.settings = settings;
        this.clock = host.clock();
        this.host = host;
        this.secrets = new Secrets(settings);
        this.account = Account.of(settings.baseUrl(), settings.credentials());
        this.desk = TokenDesk.of(account);
        this.holidays = HolidayDesk.of(account);
        this.meters =
                new RequestMeters(meters, () -> desk.timeLeft(clock.instant()).toSeconds());
        ClockSkew clockSkew = ClockSkew.of(account);
        meters.show(Metric.CLOCK_SKEW, Meters.ALL, clockSkew::millis);
        this.http = new KisHttp(settings, host, this.meters, clockSkew);
        settings.tokenFile().map(TokenFile::of).ifPresent(desk::keepIn);
        settings.tokenFile().map(HolidayFile::beside).ifPresent(holidays::keepIn);
    }

    /**
     * Counts a connector among those of this worker that use the account, until the client is closed: together they may want too much.
     *
     * @param requestsPerSecond over all tasks
     * @return what the connector's tasks in this worker share
     * @throws IllegalStateException when the client has announced one before
     */
    public Quota announce(String connector, double requestsPerSecond) {
        if (!announced.compareAndSet(null, connector)) {
            throw new IllegalStateException("the client belongs to the connector " + announced.get());
        }
        return QuotaUse.begin(
                account, connector, requestsPerSecond, host.nanoTime().getAsLong());
    }

    /** Whether there is a token for a request now; fetches a successor in the background when it ends soon, or within a session that is near. */
    public boolean isAuthorized() {
        boolean authorized = desk.token(host).isPresent();
        if (authorized && desk.wantsRefresh(host, settings.session())) {
            authorize();
        }
        return authorized;
    }

    /**
     * Gets a token, where the account has none: one attempt for all callers, none sooner than a minute after the last.
     *
     * @return empty when there is a token now; completes exceptionally only with an error of our own
     */
    public CompletableFuture<Optional<KisError>> authorize() {
        return desk.issue(host, settings.session(), this::requestToken);
    }

    private CompletableFuture<TokenDesk.Grant> requestToken() {
        return http.token(grantRequest())
                .thenApply(received -> received.tooLarge()
                        ? new TokenDesk.Grant.Denied(new KisError(
                                ErrorClass.UNCLEAR, "HTTP " + received.status(), "the answer is too large"))
                        : TokenReader.read(received.status(), received.body(), received.receivedAt(), secrets::hide))
                .exceptionally(failure ->
                        new TokenDesk.Grant.Denied(KisError.ofException(transportFailure(failure), settings.baseUrl())))
                .thenApply(this::counted);
    }

    private TokenDesk.Grant counted(TokenDesk.Grant grant) {
        if (grant instanceof TokenDesk.Grant.Denied denied) {
            meters.failed(denied.error());
        } else {
            meters.tokenIssued();
        }
        return grant;
    }

    private byte[] grantRequest() {
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "grant_type",
                    "client_credentials",
                    "appkey",
                    settings.credentials().appKey(),
                    "appsecret",
                    settings.credentials().appSecret()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("three strings are always JSON");
        }
    }

    /**
     * Sends one request for a pair.
     *
     * @return completes exceptionally only with an error of our own; a {@link ErrorClass#TOKEN} failure when there is no token
     */
    public CompletableFuture<Answer> fetch(MarketSector pair) {
        Optional<AccessToken> token = desk.token(host);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Failed(NO_TOKEN));
        }
        return http.flows(pair, token.get())
                .thenApply(received -> read(received, token.get()))
                .exceptionally(failure ->
                        new Answer.Failed(KisError.ofException(transportFailure(failure), settings.baseUrl())))
                .whenComplete((answer, failure) -> judge(answer, token.get()));
    }

    /** What an answer says; a body of any kind is taken. */
    Answer read(KisHttp.Received received, AccessToken token) {
        UnaryOperator<String> words = said -> secrets.hide(said, token.value());
        FlowReader.Reading reading = received.tooLarge()
                ? new FlowReader.Reading.Unreadable(
                        RejectReason.TOO_LARGE, "", "the body is larger than " + KisHttp.LARGEST_BODY + " bytes")
                : FlowReader.read(received.body());
        if (reading instanceof FlowReader.Reading.Refusal refusal) {
            return new Answer.Failed(KisError.ofCode(refusal.code(), refusal.message(), words));
        }
        Optional<ErrorClass> byStatus = ErrorClass.ofStatus(received.status());
        if (byStatus.isPresent()) {
            return new Answer.Failed(KisError.ofStatus(byStatus.get(), received.status()));
        }
        if (reading instanceof FlowReader.Reading.Row row) {
            row.furtherFields().stream().map(words).forEach(this::logOnce);
            return new Answer.Figures(
                    row.snapshot(),
                    received.receivedAt(),
                    shown(row.messageCode(), words),
                    Optional.ofNullable(received.date()));
        }
        FlowReader.Reading.Unreadable unreadable = (FlowReader.Reading.Unreadable) reading;
        byte[] body = received.tooLarge()
                ? secrets.hideInBeginning(received.body(), token.value())
                : secrets.hide(received.body(), token.value());
        // The detail may quote the beginning of a secret, which nothing would recognise; where it cannot, it is kept.
        String detail = received.tooLarge() || Arrays.equals(body, received.body())
                ? unreadable.detail()
                : "the answer repeats a secret";
        return new Answer.Unreadable(new Reject(
                unreadable.reason(),
                detail,
                received.receivedAt(),
                received.status(),
                shown(unreadable.messageCode(), words),
                body.length > LONGEST_KEPT ? Arrays.copyOf(body, LONGEST_KEPT) : body));
    }

    /** Cut only when nothing in it is a secret, for the beginning of one would not be recognised. */
    private static String shown(String code, UnaryOperator<String> words) {
        return OneLine.of(words.apply(code), KisError.LONGEST_CODE);
    }

    private void logOnce(String name) {
        String furtherField = OneLine.of(name, LONGEST_NAME);
        if (furtherFields.size() < FURTHER_FIELDS_LOGGED && furtherFields.add(furtherField)) {
            LOG.info("The API's answers have a field that this version does not know and ignores: {}", furtherField);
        }
    }

    private void judge(Answer answer, AccessToken token) {
        if (answer instanceof Answer.Failed failed) {
            judge(failed.error(), token);
        } else if (answer instanceof Answer.Figures) {
            desk.accept(token, host);
        }
    }

    private void judge(KisError error, AccessToken token) {
        meters.failed(error);
        if (error.errorClass() == ErrorClass.TOKEN) {
            desk.reject(token, host);
        }
    }

    /**
     * Whether the holiday endpoint is to be asked: no task of this worker or, with {@code kis.token.file}, of this host has had an answer today, none is asking,
     * and an hour has passed since the last attempt. One whose token was refused does not count, unless the one before was, too.
     *
     * @param today the date in KST
     */
    public boolean wantsHolidays(LocalDate today) {
        return holidays.wants(today, host);
    }

    /**
     * Asks the holiday endpoint on behalf of all tasks, with one request on the wire at most; joins one that is under way. The brokerage asks for one call a
     * day: without need, which {@link #wantsHolidays} says, none is made.
     *
     * @param today the date in KST
     * @return empty when there is an answer of today now; an answer that cannot be read is {@link ErrorClass#UNCLEAR}; a {@link ErrorClass#TOKEN} failure, which
     *     counts as no attempt, when there is no token; completes exceptionally only with an error of our own
     */
    public CompletableFuture<Optional<KisError>> askHolidays(LocalDate today) {
        return desk.token(host)
                .map(token -> holidays.ask(today, host, () -> requestHolidays(today, token)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.of(NO_TOKEN)));
    }

    /**
     * Whether nothing is to be waited for: the holiday endpoint has answered on a date, to any task of this worker or, with {@code kis.token.file}, of
     * this host, or has been asked by this worker in vain.
     *
     * @param today the date in KST
     */
    public boolean knowsHolidays(LocalDate today) {
        return holidays.isSettled(today);
    }

    /** Whether the holiday endpoint has been asked, for any task of this worker, and not answered yet. */
    public boolean isAskingHolidays() {
        return holidays.isAsking();
    }

    /** What the holiday endpoint has said last; an answer keeps its word about later dates until a newer one comes. Takes no lock. */
    public HolidayWord holidays() {
        return holidays;
    }

    /** One request on the wire, whether it is needed or not. */
    CompletableFuture<HolidayDesk.Outcome> requestHolidays(LocalDate today, AccessToken token) {
        return http.holidays(today, token)
                .thenApply(received -> received.tooLarge()
                        ? HolidayReader.unreadable(received.status(), "the answer is too large")
                        : HolidayReader.read(
                                received.status(), received.body(), today, words -> secrets.hide(words, token.value())))
                .exceptionally(failure -> new HolidayDesk.Outcome.Failed(
                        KisError.ofException(transportFailure(failure), settings.baseUrl())))
                .whenComplete((outcome, failure) -> {
                    if (outcome instanceof HolidayDesk.Outcome.Failed failed) {
                        judge(failed.error(), token);
                    } else if (outcome instanceof HolidayDesk.Outcome.Said) {
                        desk.accept(token, host);
                    }
                });
    }

    /** What went wrong on the way; an error of our own goes on as it is, for it must not be retried unseen. */
    private static IOException transportFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IOException exception) {
            return exception;
        }
        throw new CompletionException(cause);
    }

    /** Ends what is under way: its answers become failures. */
    @Override
    public void close() {
        http.close();
        String connector = announced.getAndSet(null);
        if (connector != null) {
            QuotaUse.end(account, connector);
        }
    }
}
