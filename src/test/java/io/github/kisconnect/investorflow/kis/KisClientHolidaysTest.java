package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.holiday.HolidayDesk;
import io.github.kisconnect.investorflow.kis.holiday.HolidayEndpoint;
import io.github.kisconnect.investorflow.kis.holiday.HolidayFile;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The client and the holiday endpoint")
class KisClientHolidaysTest extends KisClientFixture {
    /** The simulator's own: it is closed on weekends only. */
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private static final LocalDate SATURDAY = MONDAY.plusDays(5);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("learns in one request a day which days are open, and has it counted with the others")
    void answered() {
        MemoryMeters meters = new MemoryMeters();
        try (KisClient counting = Clients.client(settings(), clock, meters)) {
            await(counting.authorize());
            assertThat(counting.holidays().saysOpen(MONDAY)).isEmpty();
            assertThat(counting.holidays().wants(MONDAY)).isTrue();
            assertThat(await(counting.holidays().ask(MONDAY))).isEmpty();
            assertThat(counting.holidays().saysOpen(MONDAY)).contains(true);
            assertThat(counting.holidays().saysOpen(SATURDAY)).contains(false);
            assertThat(counting.holidays().wants(MONDAY)).isFalse();
            assertThat(await(counting.holidays().ask(MONDAY))).isEmpty();
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(1);
            assertThat(meters.value(Metric.REQUESTS)).isEqualTo(2);
            assertThat(meters.latencies()).hasSize(2);
        }
    }

    @Test
    @DisplayName("asks nothing without a token, and says so, which is no attempt")
    void noToken() {
        assertThat(await(client.holidays().ask(MONDAY)))
                .map(KisError::errorClass)
                .contains(ErrorClass.TOKEN);
        assertThat(client.holidays().wants(MONDAY)).isTrue();
        assertThat(simulator.requests(Endpoint.HOLIDAY)).isZero();
        authorized();
        assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
    }

    @Test
    @DisplayName("is asked once by twenty clients at the same moment, and all of them know")
    void together() {
        authorized();
        List<KisClient> clients =
                Stream.generate(() -> client(Duration.ofSeconds(20))).limit(20).toList();
        try {
            // So that all have asked before the answer comes.
            simulator.inject(Injection.parse("SLOW:PT0.5S@HOLIDAY"));
            List<CompletableFuture<Optional<KisError>>> asked = clients.parallelStream()
                    .map(one -> one.holidays().ask(MONDAY))
                    .toList();
            assertThat(clients).noneMatch(one -> one.holidays().wants(MONDAY));
            assertThat(asked).allSatisfy(one -> assertThat(await(one)).isEmpty());
            assertThat(clients).allMatch(one -> one.holidays().saysOpen(MONDAY).orElse(false));
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(1);
        } finally {
            clients.forEach(KisClient::close);
        }
    }

    @Test
    @DisplayName("has its answer for the others when the task that asked is stopped meanwhile")
    void closedMeanwhile() {
        authorized();
        simulator.inject(Injection.parse("SLOW:PT0.5S@HOLIDAY"));
        CompletableFuture<Optional<KisError>> asked;
        try (KisClient ending = client(Duration.ofSeconds(20))) {
            asked = ending.holidays().ask(MONDAY);
        }
        assertThat(await(asked)).isEmpty();
        assertThat(client.holidays().saysOpen(MONDAY)).contains(true);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @DisplayName("gives each failure as a value, counted by its class, and is asked an hour later again")
    @CsvSource({
        "HTML_ERROR, PASSING, HTTP 503",
        "RATE_LIMIT, THROTTLED, EGW00201",
        "HTTP_ERROR:500:EGW00103, CONFIGURATION, EGW00103",
        "HTTP_ERROR:200:X1, UNCLEAR, X1",
        "REDIRECT, UNCLEAR, HTTP 302",
        "RESET, PASSING, ",
        "HALF_BODY, PASSING, "
    })
    void failures(String fault, ErrorClass errorClass, String code) {
        MemoryMeters meters = new MemoryMeters();
        try (LogCapture logs = LogCapture.begin();
                KisClient counting = Clients.client(settings(), clock, meters)) {
            await(counting.authorize());
            simulator.inject(Injection.parse(fault + "@HOLIDAY"));
            assertThat(await(counting.holidays().ask(MONDAY))).hasValueSatisfying(error -> {
                assertThat(error.errorClass()).isEqualTo(errorClass);
                if (code != null) {
                    assertThat(error.code()).isEqualTo(code);
                }
            });
            assertThat(meters.value(Metric.ERRORS, errorClass.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(1);
            assertThat(counting.holidays().wants(MONDAY)).isFalse();
            clock.pass(Duration.ofMinutes(59));
            assertThat(counting.holidays().wants(MONDAY)).isFalse();
            clock.pass(Duration.ofMinutes(1));
            assertThat(counting.holidays().wants(MONDAY)).isTrue();
            await(counting.holidays().ask(MONDAY));
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains("session.holidays.api");
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(2);

            simulator.clear();
            clock.pass(Duration.ofHours(1));
            assertThat(await(counting.holidays().ask(MONDAY))).isEmpty();
            assertThat(counting.holidays().saysOpen(MONDAY)).contains(true);
        }
    }

    @ParameterizedTest
    @DisplayName("that refuses the token has it replaced, and is asked once more with the new one")
    @CsvSource({"TOKEN_EXPIRED", "TOKEN_INVALID"})
    void tokenRefused(String fault) {
        authorized();
        simulator.inject(Injection.parse(fault + "@HOLIDAY*1"));
        assertThat(await(client.holidays().ask(MONDAY)))
                .map(KisError::errorClass)
                .contains(ErrorClass.TOKEN);
        assertThat(client.hasToken()).isFalse();
        clock.pass(Duration.ofSeconds(61));
        authorized();
        assertThat(client.holidays().wants(MONDAY)).isTrue();
        assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);
        assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(2);
    }

    @Test
    @DisplayName("that takes the token shows that its refusal was a slip")
    void tokenTaken() {
        authorized();
        simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
        assertThat(fetch()).isInstanceOf(Answer.Failed.class);
        clock.pass(Duration.ofSeconds(61));
        authorized();
        assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @Test
    @DisplayName(
            "is not asked again on the same day by the next run, nor by another worker of the host, with the token file")
    void restart() {
        Account account = Account.of(URI.create(simulator.url()), credentials);
        Path tokens = folder.resolve("tokens.json");
        Host host = Clients.host(clock);
        try (KisClient withFile = withFile(tokens)) {
            await(withFile.authorize());
            assertThat(await(withFile.holidays().ask(MONDAY))).isEmpty();
            clock.pass(Duration.ofHours(3));

            HolidayDesk next = new HolidayDesk(account);
            next.keepIn(HolidayFile.beside(tokens));
            assertThat(next.wants(MONDAY, host)).isFalse();
            assertThat(next.saysOpen(SATURDAY)).contains(false);

            clock.pass(Duration.ofHours(20));
            LocalDate tuesday = MONDAY.plusDays(1);
            assertThat(Kst.date(clock.instant())).isEqualTo(tuesday);
            assertThat(await(next.ask(tuesday, host, () -> withFile.fetch(HolidayEndpoint.HOLIDAYS, tuesday))))
                    .isEmpty();
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(2);
            assertThat(await(withFile.holidays().ask(tuesday))).isEmpty();
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(2);
        }
        assertThat(folder.resolve("tokens.json.holidays"))
                .content()
                .contains("\"2026-11-28\" : false")
                .doesNotContain(credentials.appKey(), credentials.appSecret())
                .doesNotContain(simulator.issuedTokens());
    }

    @Test
    @DisplayName("leaves no file where there is no token file, and none before it is asked where there is one")
    void noFile() {
        try (KisClient withFile = withFile(folder.resolve("tokens.json"))) {
            assertThat(withFile.holidays().wants(MONDAY)).isTrue();
            assertThat(withFile.holidays().saysOpen(MONDAY)).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("shows no secret in a log at any level or in a value, whatever it answers")
    void secrets() {
        Customer customer =
                Customer.corporation("personal-seckey", "001", "01099998888", "198.51.100.7", "AABBCCDDEEFF");
        List<String> texts = new ArrayList<>();
        try (LogCapture logs = LogCapture.begin();
                KisClient corporate = Clients.client(
                        Clients.withTokenFile(
                                Clients.settings(simulator.url(), credentials, customer, SHORT),
                                folder.resolve("tokens.json")),
                        clock)) {
            await(corporate.authorize());
            String token = simulator.issuedTokens().get(0);
            String words = "appkey %s appsecret %s token %s personal-seckey 01099998888 198.51.100.7 AABBCCDDEEFF"
                    .formatted(credentials.appKey(), credentials.appSecret(), token);
            simulator.inject(Injection.of(new Fault.HttpError(500, "EGW00105", words))
                    .at(Endpoint.HOLIDAY)
                    .times(1));
            for (String fault : List.of(
                    "REDIRECT*1", "GZIP*1", "RESET*1", "HALF_BODY*1", "HANG*1", "HTML_ERROR*1", "TOKEN_INVALID*1")) {
                simulator.inject(Injection.parse(fault.replace("*", "@HOLIDAY*")));
            }
            LocalDate day = MONDAY;
            for (int attempt = 0; attempt < 8; attempt++) {
                texts.add(await(corporate.holidays().ask(day)).toString());
                texts.add(corporate.holidays().saysOpen(day).toString());
                clock.pass(Duration.ofDays(1));
                day = day.plusDays(1);
                await(corporate.authorize());
            }
            assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(8);
            assertThat(texts).anyMatch(text -> text.contains("EGW00105"));
            logs.lines().forEach(line -> texts.add(line.toString()));
        }
        List<String> secret = new ArrayList<>(simulator.issuedTokens());
        secret.addAll(List.of(
                credentials.appKey(),
                credentials.appSecret(),
                "personal-seckey",
                "01099998888",
                "198.51.100.7",
                "AABBCCDDEEFF"));
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(secret));
    }
}
