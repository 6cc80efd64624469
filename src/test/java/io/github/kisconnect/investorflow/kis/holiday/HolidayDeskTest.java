package io.github.kisconnect.investorflow.kis.holiday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.TokenDeskFixture;
import io.github.kisconnect.investorflow.market.Kst;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The fixture's clocks are those of one host; each desk stands for a process. */
@DisplayName("The holidays' desk")
class HolidayDeskTest extends TokenDeskFixture {
    private static final Answer<OpenDays> TIMEOUT = failed("time-out");
    private static final Answer<OpenDays> NEVER_LEFT =
            new Answer.Failed<>(new KisError(ErrorClass.PASSING, "ConnectException", "", false));
    private static final Answer<OpenDays> TOKEN_REFUSED = failed("EGW00123");

    @Test
    @DisplayName("asks once on a date in KST, and knows the days after it until the next answer")
    void onceADay() {
        HolidayDesk desk = new HolidayDesk(account);
        assertThat(desk.saysOpen(today())).isEmpty();
        assertThat(desk.wants(today(), host)).isTrue();
        assertThat(ask(desk, open())).isEmpty();
        assertThat(desk.saysOpen(today())).contains(true);
        assertThat(desk.saysOpen(today().plusDays(1))).contains(false);
        assertThat(desk.saysOpen(today().plusDays(2))).isEmpty();
        assertThat(desk.saysOpen(today().minusDays(1))).isEmpty();

        passUntil("2026-11-23T23:59:59");
        assertThat(desk.wants(today(), host)).isFalse();
        assertThat(ask(desk, open())).isEmpty();
        assertThat(attempts).hasValue(1);

        pass(Duration.ofSeconds(1));
        assertThat(desk.saysOpen(today())).as("by the answer of the day before").contains(false);
        assertThat(desk.wants(today(), host)).isTrue();
        assertThat(ask(desk, open())).isEmpty();
        assertThat(desk.saysOpen(today())).contains(true);
        assertThat(desk.saysOpen(today().minusDays(1))).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName(
            "asks an hour after a failure again, says what it was and not that it was seen again, and logs one line for each kind")
    void failure() {
        HolidayDesk desk = new HolidayDesk(account);
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(ask(desk, failed("EGW00103"))).map(KisError::errorClass).contains(ErrorClass.CONFIGURATION);
            pass(Duration.ofHours(1).minusNanos(1));
            assertThat(desk.wants(today(), host)).isFalse();
            assertThat(ask(desk, open())).hasValueSatisfying(error -> {
                assertThat(error.code()).isEqualTo("EGW00103");
                assertThat(error.errorClass()).isEqualTo(ErrorClass.PASSING);
            });
            pass(Duration.ofNanos(1));
            assertThat(desk.wants(today(), host)).isTrue();
            ask(desk, failed("EGW00103"));
            pass(Duration.ofHours(1));
            ask(desk, TIMEOUT);
            assertThat(logs.ours(Level.WARN)).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("session.holidays.api", "asked again in 60 min"));
            assertThat(logs.ours(Level.INFO)).isEmpty();

            pass(Duration.ofHours(1));
            assertThat(ask(desk, open())).isEmpty();
            assertThat(logs.ours(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains("session.holidays.api", "answers again");
            assertThat(logs.ours(Level.WARN)).hasSize(2);
        }
        assertThat(attempts).hasValue(4);
    }

    @Test
    @DisplayName("keeps to the monotonic clock for the hour, whatever the wall clock is set to")
    void clockSet() {
        HolidayDesk desk = new HolidayDesk(account);
        ask(desk, TIMEOUT);
        now.updateAndGet(instant -> instant.plus(Duration.ofDays(3)));
        assertThat(desk.wants(today(), host)).isFalse();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        now.updateAndGet(instant -> instant.minus(Duration.ofDays(3)));
        assertThat(desk.wants(today(), host)).isTrue();
    }

    @Test
    @DisplayName("does not ask again when the clock steps over midnight and back")
    void overMidnightAndBack() {
        HolidayDesk desk = new HolidayDesk(account);
        passUntil("2026-11-24T00:00:00");
        ask(desk, open());
        now.updateAndGet(instant -> instant.minusMillis(1));
        assertThat(today()).isEqualTo("2026-11-23");
        assertThat(desk.wants(today(), host)).isFalse();
        assertThat(ask(desk, open())).isPresent();
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("asks again by the right date when the clock had been far ahead")
    void clockAhead() {
        HolidayDesk desk = withFile();
        passUntil("2027-11-23T10:00:00");
        ask(desk, open());
        now.set(kst("2026-11-24T10:00:00"));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        for (HolidayDesk one : new HolidayDesk[] {desk, withFile()}) {
            assertThat(one.saysOpen(today())).isEmpty();
            assertThat(one.wants(today(), host)).isTrue();
        }
        assertThat(ask(desk, open())).isEmpty();
        assertThat(desk.saysOpen(today())).contains(true);
        HolidayDesk next = withFile();
        assertThat(next.wants(today(), host)).isFalse();
        assertThat(next.saysOpen(today())).contains(true);
    }

    @Test
    @DisplayName("has one answer given to all who ask while it is under way")
    void joined() {
        HolidayDesk desk = new HolidayDesk(account);
        CompletableFuture<Answer<OpenDays>> underWay = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> first = ask(desk, underWay);
        assertThat(desk.wants(today(), host)).isFalse();
        CompletableFuture<Optional<KisError>> second = ask(desk, underWay);
        assertThat(second).isNotDone();
        underWay.complete(open());
        assertThat(Clients.await(first)).isEmpty();
        assertThat(Clients.await(second)).isEmpty();
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName(
            "asks once more at once when the token was refused, and then an hour later, without a line for the first refusal")
    void tokenRefused() {
        HolidayDesk desk = withFile();
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(ask(desk, TOKEN_REFUSED)).map(KisError::errorClass).contains(ErrorClass.TOKEN);
            assertThat(logs.ours(Level.WARN)).isEmpty();
            assertThat(desk.wants(today(), host)).isTrue();
            assertThat(ask(desk, TOKEN_REFUSED)).map(KisError::errorClass).contains(ErrorClass.TOKEN);
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains("EGW00123");
        }
        assertThat(desk.wants(today(), host)).isFalse();
        assertThat(withFile().wants(today(), host)).isFalse();
        pass(Duration.ofHours(1));
        assertThat(desk.wants(today(), host)).isTrue();
        assertThat(ask(desk, open())).isEmpty();
        assertThat(attempts).hasValue(3);
    }

    @Test
    @DisplayName("lets an error of our own through to all who asked, and asks again an hour later")
    void ownError() {
        HolidayDesk desk = new HolidayDesk(account);
        CompletableFuture<Optional<KisError>> thrown = desk.ask(today(), host, () -> {
            throw new IllegalStateException("ours");
        });
        assertThatThrownBy(() -> Clients.await(thrown)).hasRootCauseMessage("ours");
        assertThat(desk.wants(today(), host)).isFalse();
        pass(Duration.ofHours(1));
        CompletableFuture<Optional<KisError>> failed =
                ask(desk, CompletableFuture.failedFuture(new IllegalStateException("ours, too")));
        assertThatThrownBy(() -> Clients.await(failed)).hasRootCauseMessage("ours, too");
        pass(Duration.ofHours(1));
        assertThat(ask(desk, open())).isEmpty();
    }

    @Test
    @DisplayName("knows after a restart what was said before, and does not ask again on that date")
    void restart() {
        ask(withFile(), open());
        pass(Duration.ofHours(2));
        HolidayDesk next = withFile();
        assertThat(next.wants(today(), host)).isFalse();
        assertThat(next.saysOpen(today())).contains(true);
        assertThat(ask(next, TIMEOUT)).isEmpty();
        assertThat(attempts).hasValue(1);

        pass(Duration.ofDays(1));
        HolidayDesk last = withFile();
        assertThat(last.wants(today(), host)).isTrue();
        assertThat(last.saysOpen(today())).as("by the answer of the day before").contains(false);
        assertThat(ask(last, open())).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName(
            "waits for the hour after a failure also over a restart, and for an answer that another worker is waiting for")
    void failedBeforeRestart() {
        HolidayDesk one = withFile();
        CompletableFuture<Answer<OpenDays>> underWay = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> asked = ask(one, underWay);
        HolidayDesk other = withFile();
        assertThat(other.wants(today(), host)).isFalse();
        assertThat(ask(other, open())).map(KisError::message).hasValueSatisfying(message -> assertThat(message)
                .contains("another worker"));
        underWay.complete(TIMEOUT);
        assertThat(Clients.await(asked)).isPresent();

        pass(Duration.ofMinutes(59));
        HolidayDesk next = withFile();
        assertThat(next.wants(today(), host)).isFalse();
        assertThat(attempts).hasValue(1);
        pass(Duration.ofMinutes(1));
        assertThat(next.wants(today(), host)).isTrue();
        assertThat(ask(next, open())).isEmpty();
        assertThat(ask(other, TIMEOUT)).as("the answer of the other one").isEmpty();
        assertThat(ask(one, TIMEOUT)).isEmpty();
        assertThat(other.saysOpen(today())).contains(true);
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("finds within a minute what another worker was told")
    void foundInFile() {
        HolidayDesk one = withFile();
        HolidayDesk other = withFile();
        assertThat(one.wants(today(), host)).isTrue();
        assertThat(other.wants(today(), host)).isTrue();
        ask(one, open());
        pass(Duration.ofMinutes(1));
        assertThat(other.wants(today(), host)).isFalse();
        assertThat(other.saysOpen(today())).contains(true);
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName(
            "finds within a second the answer that another worker of the host waits for, so that nothing is published meanwhile")
    void foundWhileAwaited() {
        CompletableFuture<Answer<OpenDays>> underWay = new CompletableFuture<>();
        HolidayDesk one = withFile();
        CompletableFuture<Optional<KisError>> asked = ask(one, underWay);
        HolidayDesk other = withFile();
        assertThat(other.wants(today(), host)).isFalse();
        assertThat(other.isSettled(today())).isFalse();
        underWay.complete(open());
        assertThat(Clients.await(asked)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(other.wants(today(), host)).isTrue();
        assertThat(ask(other, TIMEOUT)).as("no request: it is in the file").isEmpty();
        assertThat(other.isSettled(today())).isTrue();
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("takes only one of two workers to ask that both saw nothing in the file")
    void bothSawNothing() {
        HolidayDesk one = withFile();
        HolidayDesk other = withFile();
        assertThat(one.wants(today(), host)).isTrue();
        assertThat(other.wants(today(), host)).isTrue();
        ask(one, new CompletableFuture<>());
        assertThat(ask(other, open())).isPresent();
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("asks without a file that stays locked, and writes the answer when that is free")
    void locked() throws IOException {
        HolidayDesk desk = withFile();
        try (FileChannel lock = FileChannel.open(
                file().resolveSibling(file().getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();
            assertThat(ask(desk, open())).isEmpty();
            assertThat(attempts).hasValue(1);
            assertThat(file()).doesNotExist();
        }
        assertThat(withFile().wants(today(), host)).as("not written yet").isTrue();
        pass(Duration.ofSeconds(10));
        assertThat(desk.wants(today(), host)).isFalse();
        assertThat(withFile().wants(today(), host)).as("written since").isFalse();
    }

    @Test
    @DisplayName("whose request never left the host leaves the attempt in the file that another worker made since")
    void neverLeftAfterAnother() {
        HolidayDesk slow = withFile();
        CompletableFuture<Answer<OpenDays>> underWay = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> asked = ask(slow, underWay);
        pass(Duration.ofHours(1));
        assertThat(ask(withFile(), TIMEOUT)).isPresent();
        underWay.complete(NEVER_LEFT);
        assertThat(Clients.await(asked)).isPresent();
        pass(Duration.ofMinutes(59));
        assertThat(ask(withFile(), open()))
                .as("less than an hour after the other one")
                .isPresent();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("puts an answer that it has into a file that a later connector names")
    void fileNamedLater() {
        HolidayDesk desk = new HolidayDesk(account);
        ask(desk, open());
        desk.keepIn(HolidayFile.beside(path()));
        assertThat(desk.wants(today(), host)).isFalse();
        assertThat(withFile().wants(today(), host)).isFalse();
    }

    @Test
    @DisplayName("goes on without a file that is not its own, leaves it alone, and reports it once")
    void foreignFile() throws IOException {
        Files.writeString(file(), "{\"kind\":\"kis-investor-flow-tokens\",\"version\":1}");
        HolidayDesk desk = withFile();
        try (LogCapture logs = LogCapture.begin()) {
            for (int day = 0; day < 3; day++) {
                assertThat(desk.wants(today(), host)).isTrue();
                assertThat(ask(desk, open())).isEmpty();
                assertThat(desk.saysOpen(today())).contains(true);
                pass(Duration.ofDays(1));
            }
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("session.holidays.api", file().toString(), "is not used");
        }
        assertThat(file()).hasContent("{\"kind\":\"kis-investor-flow-tokens\",\"version\":1}");
        assertThat(attempts).hasValue(3);
    }

    private HolidayDesk withFile() {
        HolidayDesk desk = new HolidayDesk(account);
        desk.keepIn(HolidayFile.beside(path()));
        return desk;
    }

    private Path file() {
        return folder.resolve("tokens.json.holidays");
    }

    private LocalDate today() {
        return Kst.date(now.get());
    }

    @Test
    @DisplayName("is as if not asked where the token has gone since it was seen to be there")
    void tokenGone() {
        HolidayDesk desk = new HolidayDesk(account);
        for (int time = 0; time < 2; time++) {
            assertThat(ask(desk, new Answer.Failed<>(KisError.NO_TOKEN))).contains(KisError.NO_TOKEN);
            assertThat(desk.isSettled(today())).isFalse();
            assertThat(desk.wants(today(), host)).isTrue();
        }
        assertThat(ask(desk, TOKEN_REFUSED)).map(KisError::errorClass).contains(ErrorClass.TOKEN);
        assertThat(desk.wants(today(), host)).as("once more with a new token").isTrue();
    }

    private Optional<KisError> ask(HolidayDesk desk, Answer<OpenDays> outcome) {
        return Clients.await(ask(desk, CompletableFuture.completedFuture(outcome)));
    }

    private CompletableFuture<Optional<KisError>> ask(HolidayDesk desk, CompletableFuture<Answer<OpenDays>> outcome) {
        return desk.ask(today(), host, () -> {
            attempts.incrementAndGet();
            return outcome;
        });
    }

    /** Open today, closed tomorrow. */
    private Answer<OpenDays> open() {
        return good(new OpenDays(today(), new TreeMap<>(Map.of(today(), true, today().plusDays(1), false))));
    }

    private Answer<OpenDays> good(OpenDays days) {
        return new Answer.Good<>(days, host.clock().instant(), "", Optional.empty());
    }

    private static Answer<OpenDays> failed(String code) {
        return new Answer.Failed<>(KisError.ofCode(code, "", words -> words));
    }
}
