package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.ClockSkew;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.kis.account.QuotaUse;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.Endpoint;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.holiday.HolidayDesk;
import io.github.kisconnect.investorflow.kis.holiday.HolidayEndpoint;
import io.github.kisconnect.investorflow.kis.holiday.HolidayFile;
import io.github.kisconnect.investorflow.kis.holiday.Holidays;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.kis.token.TokenFile;
import io.github.kisconnect.investorflow.kis.token.TokenReader;
import io.github.kisconnect.investorflow.kis.token.TokenRequest;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/** Sends requests to the API's endpoints, with a token; failures are values. Safe for use by several threads. */
public final class KisClient implements AutoCloseable {
    private final KisSettings settings;
    private final Host host;
    private final Secrets secrets;
    private final AnswerReader reader;
    private final RequestMeters meters;
    private final KisHttp http;
    private final Account account;
    private final TokenDesk desk;
    private final Holidays holidays;
    /** Each ends the use of a file. */
    private final List<Runnable> fileUses;

    private final AtomicReference<String> announced = new AtomicReference<>();

    /**
     * A client with threads and connections of its own; all clients of an account share its access token.
     *
     * @param host clocks, threads and randomness of the machine
     * @param meters where the requests are counted
     */
    public KisClient(KisSettings settings, Host host, Meters meters) {
        this.settings = settings;
        this.host = host;
        this.secrets = new Secrets(settings);
        this.reader = new AnswerReader(secrets);
        this.account = Account.of(settings.baseUrl(), settings.credentials());
        this.desk = TokenDesk.of(account);
        HolidayDesk holidayDesk = HolidayDesk.of(account);
        this.holidays =
                new Holidays(holidayDesk, host, this::hasToken, today -> fetch(HolidayEndpoint.HOLIDAYS, today));
        this.meters = new RequestMeters(meters, () -> desk.timeLeft(host).toSeconds());
        ClockSkew clockSkew = ClockSkew.of(account);
        meters.show(Metric.CLOCK_SKEW, Meters.ALL, clockSkew::millis);
        this.http = new KisHttp(settings, host, this.meters, clockSkew);
        this.fileUses = settings.tokenFile()
                .map(path -> List.of(desk.keepIn(TokenFile.of(path)), holidayDesk.keepIn(HolidayFile.beside(path))))
                .orElse(List.of());
    }

    /**
     * Counts a connector among this worker's users of the account, until the client is closed: together they may want
     * too much.
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

    /** Whether there is a token for a request now. */
    public boolean hasToken() {
        return desk.token(host).isPresent();
    }

    /** Fetches, in the background, a successor for a token that ends soon and before that instant, if there is one. */
    public void renewToken(Instant until) {
        desk.renew(until, host, this::requestToken);
    }

    /**
     * Fetches a token, in the background, ahead of a session, if the current one ends before the session does. The
     * worker draws the moment at random, 100 to 10 minutes before the session.
     *
     * @param session one that has not begun
     * @return how long until the next call; empty when the session needs nothing more
     */
    public Optional<Duration> prepareToken(SessionWindow.Session session) {
        return desk.prepare(session, host, this::requestToken);
    }

    /**
     * Gets a token, if the account has none: one attempt for all callers, none sooner than a minute after the last.
     *
     * @return empty when there is a token now; completes exceptionally only with an error of our own
     */
    public CompletableFuture<Optional<KisError>> authorize() {
        return desk.issue(host, this::requestToken);
    }

    private CompletableFuture<TokenDesk.Grant> requestToken() {
        return http.post(TokenRequest.PATH, TokenRequest.body(settings.credentials()))
                .thenApply(received -> received.tooLarge()
                        ? new TokenDesk.Grant.Denied(new KisError(
                                ErrorClass.UNCLEAR, "HTTP " + received.status(), "the answer is too large"))
                        : TokenReader.read(
                                received.status(),
                                received.body(),
                                received.receivedAt(),
                                Optional.ofNullable(received.date()),
                                secrets::hide))
                .exceptionally(failure -> new TokenDesk.Grant.Denied(transportError(failure)))
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

    /**
     * Sends one request to an endpoint.
     *
     * @return a {@link ErrorClass#TOKEN} failure when there is no token; completes exceptionally only with an error of
     *     our own
     */
    public <Q, T> CompletableFuture<Answer<T>> fetch(Endpoint<Q, T> endpoint, Q question) {
        Optional<AccessToken> token = desk.token(host);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Failed<>(KisError.NO_TOKEN));
        }
        return http.get(endpoint, question, token.get())
                .thenApply(received ->
                        reader.read(endpoint, question, received, token.get().value()))
                .exceptionally(failure -> new Answer.Failed<>(transportError(failure)))
                .whenComplete((answer, failure) -> judge(endpoint, answer, token.get()));
    }

    private void judge(Endpoint<?, ?> endpoint, Answer<?> answer, AccessToken token) {
        if (answer instanceof Answer.Failed<?> failed) {
            meters.failed(failed.error());
            if (failed.error().errorClass() == ErrorClass.TOKEN) {
                desk.reject(token, host);
            }
        } else if (answer instanceof Answer.Good<?>) {
            desk.accept(token, host);
        } else if (answer != null && !endpoint.isQuarantined()) {
            answer.problem().ifPresent(meters::failed);
        }
    }

    /** What the holiday endpoint says, and when to ask it. */
    public Holidays holidays() {
        return holidays;
    }

    /** What went wrong on the way; rethrows an error of our own, which must not be retried unnoticed. */
    private KisError transportError(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TransportFailure broken) {
            return broken.error(settings);
        }
        throw new CompletionException(cause);
    }

    /**
     * Cancels requests in flight that no other task waits for: their answers become failures. Files that no other
     * client of the account names are no longer used.
     */
    @Override
    public void close() {
        http.close();
        fileUses.forEach(Runnable::run);
        String connector = announced.getAndSet(null);
        if (connector != null) {
            QuotaUse.end(account, connector);
        }
    }
}
