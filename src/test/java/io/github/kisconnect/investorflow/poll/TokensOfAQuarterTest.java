package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.kis.token.TokenFile;
import io.github.kisconnect.investorflow.kis.token.TokenReader;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.IssueSpacing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each worker is a process with a desk of its own, that wakes at its ticks, four hours apart, and when its watch over sessions wants it. */
@DisplayName("From October to December 2026, with weekends and holidays, workers with one key")
class TokensOfAQuarterTest {
    private static final Account ACCOUNT = Account.of(URI.create("http://127.0.0.1"), Clients.newCredentials());
    private static final TradingSessions SESSIONS = TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled());
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final LocalDate END = LocalDate.of(2027, 1, 1);
    /** A file is written to the disk each time. */
    private static final LocalDate END_WITH_FILE = LocalDate.of(2026, 11, 1);

    private static final double SESSIONS_A_WEEK = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} workers, the API counts {1}")
    @CsvSource({"1, ISSUES", "3, ISSUES", "8, ISSUES", "1, ATTEMPTS", "3, ATTEMPTS", "8, ATTEMPTS"})
    @DisplayName("and no shared file enter each session with a token that lasts to its end, and ask for none within it")
    void onTheirOwn(int workers, IssueSpacing.Counted counted) {
        Quarter quarter = new Quarter(END, counted);
        IntStream.range(0, workers).forEach(number -> quarter.start(new TokenDesk(ACCOUNT)));
        quarter.run();
        quarter.report(workers + " workers, " + counted + " counted");
        quarter.assertReady();
        assertThat(quarter.issues).as("one for each worker and session").isEqualTo(workers * quarter.sessions);
    }

    @ParameterizedTest
    @ValueSource(ints = 8)
    @DisplayName("that share a file do so with one token a session for all")
    void withFile(int workers) {
        Quarter quarter = new Quarter(END_WITH_FILE, IssueSpacing.Counted.ISSUES);
        for (int number = 0; number < workers; number++) {
            TokenDesk desk = new TokenDesk(ACCOUNT);
            quarter.start(desk);
            desk.keepIn(TokenFile.of(folder.resolve("tokens.json")));
        }
        quarter.run();
        quarter.report(workers + " workers with a file");
        quarter.assertReady();
        assertThat(quarter.issues).as("one for each session").isEqualTo(quarter.sessions);
    }

    /** Workers and the API on one virtual clock. */
    private static final class Quarter {
        private static final Duration TICK = Duration.ofHours(4);
        private static final Duration LOOK_IN_SESSION = Duration.ofMinutes(10);
        private static final Duration LIFETIME = Duration.ofDays(1);
        private static final Duration REUSE = Duration.ofHours(6);
        private static final DateTimeFormatter STATED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

        private final LocalDate end;
        private final int sessions;
        private final Host host;
        private final IssueSpacing spacing;
        private final List<Worker> workers = new ArrayList<>();
        private Instant now = SessionWorld.at(FIRST, "05:00");
        private Instant issuedAt = Instant.MIN;
        private int issues;
        private int refused;
        private int askedInSession;

        Quarter(LocalDate end, IssueSpacing.Counted counted) {
            this.end = end;
            this.sessions =
                    (int) FIRST.datesUntil(end).filter(SESSIONS::isTradingDay).count();
            this.spacing = new IssueSpacing(Duration.ofSeconds(60), counted);
            this.host = Clients.host(() -> now, this::nanos, new Random(18));
        }

        private long nanos() {
            return Duration.between(SessionWorld.at(FIRST, "00:00"), now).toNanos();
        }

        void start(TokenDesk desk) {
            workers.add(new Worker(desk));
        }

        void run() {
            while (true) {
                Worker next = workers.stream()
                        .min(Comparator.comparing(worker -> worker.wakes))
                        .orElseThrow();
                if (!next.wakes.isBefore(SessionWorld.at(end, "00:00"))) {
                    return;
                }
                now = next.wakes;
                next.turn();
            }
        }

        void assertReady() {
            assertThat(sessions).isPositive();
            assertThat(workers).allSatisfy(worker -> {
                assertThat(worker.entered).isEqualTo(sessions);
                assertThat(worker.ready).isEqualTo(sessions);
            });
            assertThat(askedInSession).isZero();
        }

        void report(String what) {
            double weeks = sessions / SESSIONS_A_WEEK;
            System.out.printf(
                    "tokens of a quarter, %s: a week of five sessions has %.1f issues and %.1f refused attempts%n",
                    what, issues / weeks, refused / weeks);
        }

        /** One token a minute, the same one for six hours, with its whole life in the one field and what is left of it in the other. */
        private CompletableFuture<TokenDesk.Grant> ask() {
            if (SESSIONS.isOpen(now)) {
                askedInSession++;
            }
            if (!spacing.admits(now)) {
                refused++;
                return CompletableFuture.completedFuture(
                        new TokenDesk.Grant.Denied(KisError.ofCode("EGW00133", "", words -> words)));
            }
            issues++;
            if (issuedAt.equals(Instant.MIN) || !now.isBefore(issuedAt.plus(REUSE))) {
                issuedAt = now;
            }
            String body = "{\"access_token\":\"of-%d\",\"expires_in\":%d,\"access_token_token_expired\":\"%s\"}"
                    .formatted(
                            issuedAt.getEpochSecond(),
                            LIFETIME.toSeconds(),
                            STATED.format(issuedAt.plus(LIFETIME).atZone(Kst.ZONE)));
            return CompletableFuture.completedFuture(TokenReader.read(
                    200,
                    body.getBytes(StandardCharsets.UTF_8),
                    now,
                    Optional.of(now.truncatedTo(ChronoUnit.SECONDS)),
                    words -> words));
        }

        private final class Worker {
            private final TokenDesk desk;
            private final SessionWatch watch;
            private Instant wakes = now;
            private boolean inSession;
            private int entered;
            private int ready;

            Worker(TokenDesk desk) {
                this.desk = desk;
                this.watch = new SessionWatch(
                        SESSIONS,
                        until -> desk.renew(until, host, Quarter.this::ask),
                        session -> desk.prepare(session, host, Quarter.this::ask));
            }

            /** What a poller does. */
            private void turn() {
                boolean open = watch.begin(now);
                if (open && !inSession) {
                    entered++;
                    Duration session = Duration.between(now, SESSIONS.end(now));
                    ready += desk.timeLeft(host).compareTo(session) > 0 ? 1 : 0;
                }
                inSession = open;
                if (open) {
                    watch.renewToken(now);
                    if (desk.token(host).isEmpty()) {
                        desk.issue(host, Quarter.this::ask);
                    }
                }
                watch.lookAhead(now, false);
                wakes = now.plus(watch.atMost(open ? LOOK_IN_SESSION : TICK));
            }
        }
    }
}
