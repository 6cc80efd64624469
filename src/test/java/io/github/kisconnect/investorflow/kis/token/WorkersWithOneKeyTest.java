package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Draws;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.sandbox.simulator.IssueSpacing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each worker is a process with a desk of its own, and knows of the others only by what the API says. */
@DisplayName("Several workers with one key and no shared file")
class WorkersWithOneKeyTest {
    private static final int SEEDS = 50 * Draws.TIMES;
    private static final Duration LONGEST_RUN = Duration.ofHours(6);
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final Account ACCOUNT = Account.of(URI.create("http://127.0.0.1"), Clients.newCredentials());

    @ParameterizedTest(name = "{0} workers within {2}, the API counts {1}")
    @DisplayName("that start within ten seconds, or at the very same moment, all have the token within the bound")
    @CsvSource({
        "2, ISSUES, PT10S, 2",
        "3, ISSUES, PT10S, 5",
        "5, ISSUES, PT10S, 15",
        "8, ISSUES, PT10S, 30",
        "8, ISSUES, PT0.001S, 30",
        "2, ATTEMPTS, PT10S, 3",
        "3, ATTEMPTS, PT10S, 15",
        "5, ATTEMPTS, PT10S, 35",
        "8, ATTEMPTS, PT10S, 75",
        "8, ATTEMPTS, PT0.001S, 75"
    })
    void settle(int workers, IssueSpacing.Counted counted, Duration within, int minutes) {
        Duration[] times = sorted(workers, counted, run -> run.untilAllHaveOne(within));
        report("start within " + within + " of " + workers, counted, times);
        assertThat(times[SEEDS - 1]).isLessThanOrEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest(name = "{0} workers, the API counts {1}")
    @DisplayName("all have a token for the whole session before it begins")
    @MethodSource("workers")
    void aheadOfSession(int workers, IssueSpacing.Counted counted) {
        SessionWindow.Session session = SessionWindow.DEFAULT.next(START);
        Duration[] left = sorted(
                workers,
                counted,
                run -> run.leftWhenAllHaveTheNext(
                        session.start(), (desk, look) -> desk.prepare(session, look.host(), look.issuer())
                                .orElse(Run.LOOK)));
        report("left before the session of " + workers, counted, left);
        assertThat(left[0]).isGreaterThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest(name = "{0} workers, the API counts {1}")
    @DisplayName("hold a token that ends for all at one moment, and all have the next one before that")
    @MethodSource("workers")
    void refresh(int workers, IssueSpacing.Counted counted) {
        Duration[] left = sorted(
                workers,
                counted,
                run -> run.leftWhenAllHaveTheNext(START.plus(Run.LIFETIME), (desk, look) -> {
                    desk.renew(Instant.MAX, look.host(), look.issuer());
                    return Run.LOOK;
                }));
        report("left at the refresh of " + workers, counted, left);
        assertThat(left[0]).isGreaterThan(Duration.ofMinutes(1));
    }

    static Stream<Arguments> workers() {
        return Stream.of(IssueSpacing.Counted.values())
                .flatMap(counted -> Stream.of(2, 3, 5, 8).map(workers -> Arguments.of(workers, counted)));
    }

    /** What comes of a run with each seed, the least first. */
    private static Duration[] sorted(int workers, IssueSpacing.Counted counted, Function<Run, Duration> outcome) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> outcome.apply(new Run(workers, counted, seed)))
                .sorted()
                .toArray(Duration[]::new);
    }

    private static void report(String what, IssueSpacing.Counted counted, Duration[] sorted) {
        System.out.printf(
                "%s workers, %s counted: least %s, median %s, 99 %% %s, most %s%n",
                what,
                counted,
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    /** Workers on one virtual clock, who look whether their token is due once in a second, and the API's rule. */
    private static final class Run {
        private static final long NEVER = Long.MIN_VALUE;
        private static final Duration LOOK = Duration.ofSeconds(1);
        private static final Duration LIFETIME = Duration.ofDays(1);
        private static final Duration REUSE = Duration.ofHours(6);

        private final Random random;
        private final IssueSpacing spacing;
        private final List<TokenDesk> desks = new ArrayList<>();
        private final List<Host> hosts = new ArrayList<>();
        private final long[] lastAttempts;
        private final Instant[] nextLooks;
        private Instant now = START;
        private AccessToken latest = new AccessToken("token-0", Instant.MIN);
        private Instant latestSince = Instant.MIN;
        private int issued;

        Run(int workers, IssueSpacing.Counted counted, long seed) {
            this.random = new Random(seed);
            this.spacing = new IssueSpacing(Duration.ofSeconds(60), counted);
            this.lastAttempts = new long[workers];
            Arrays.fill(lastAttempts, NEVER);
            this.nextLooks = new Instant[workers];
            Arrays.fill(nextLooks, START);
            for (int worker = 0; worker < workers; worker++) {
                desks.add(new TokenDesk(ACCOUNT));
                hosts.add(Clients.host(() -> now, this::nanos, random));
            }
        }

        /** What a worker has at hand when it looks. */
        record Look(Host host, Supplier<CompletableFuture<TokenDesk.Grant>> issuer) {}

        Duration untilAllHaveOne(Duration within) {
            long[] firstLooks = desks.stream()
                    .mapToLong(desk -> random.nextLong(within.toNanos()))
                    .toArray();
            Integer[] order = order(firstLooks);
            while (someHaveNone()) {
                second(order, firstLooks, (desk, look) -> {
                    desk.issue(look.host(), look.issuer());
                    return LOOK;
                });
            }
            return Duration.between(START, now);
        }

        /** {@code work}: what a worker does when it looks, and in how long it is to look again. */
        Duration leftWhenAllHaveTheNext(Instant deadline, BiFunction<TokenDesk, Look, Duration> work) {
            AccessToken common = new AccessToken("common", START.plus(LIFETIME));
            desks.forEach(desk -> assertThat(desk.issue(
                            hosts.get(0), () -> CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(common))))
                    .isCompletedWithValue(Optional.empty()));
            long[] offsets = desks.stream()
                    .mapToLong(desk -> random.nextLong(LOOK.toNanos()))
                    .toArray();
            now = deadline.minus(Duration.ofMinutes(101));
            Integer[] order = order(offsets);
            while (!IntStream.range(0, desks.size()).allMatch(worker -> hasOtherThan(common, worker))) {
                second(order, offsets, work);
            }
            return Duration.between(now, deadline);
        }

        /** Lets each worker look once, at its own point of the second, if it has begun by then. */
        private void second(Integer[] order, long[] offsets, BiFunction<TokenDesk, Look, Duration> work) {
            Instant begin = now;
            for (int worker : order) {
                now = begin.plusNanos(offsets[worker] % LOOK.toNanos());
                if (nanos() >= offsets[worker]) {
                    look(worker, work);
                }
            }
            Instant next =
                    Arrays.stream(nextLooks).min(Comparator.naturalOrder()).orElseThrow();
            long idle = Math.max(0, Duration.between(begin, next).toSeconds());
            now = begin.plus(LOOK.multipliedBy(1 + idle));
            if (now.isAfter(START.plus(LIFETIME).plus(LONGEST_RUN))) {
                throw new AssertionError("not settled after " + LONGEST_RUN);
            }
        }

        private static Integer[] order(long[] offsets) {
            return IntStream.range(0, offsets.length)
                    .boxed()
                    .sorted(Comparator.comparing(worker -> offsets[worker] % LOOK.toNanos()))
                    .toArray(Integer[]::new);
        }

        private void look(int worker, BiFunction<TokenDesk, Look, Duration> work) {
            if (now.isBefore(nextLooks[worker])) {
                return;
            }
            Duration wait = work.apply(desks.get(worker), new Look(hosts.get(worker), () -> {
                assertThat(lastAttempts[worker] == NEVER
                                || nanos() - lastAttempts[worker]
                                        >= Duration.ofSeconds(61).toNanos())
                        .as("61 s between the attempts of one worker")
                        .isTrue();
                lastAttempts[worker] = nanos();
                return CompletableFuture.completedFuture(answer());
            }));
            nextLooks[worker] = now.plus(wait).minus(LOOK);
        }

        private TokenDesk.Grant answer() {
            if (!spacing.admits(now)) {
                return new TokenDesk.Grant.Denied(new KisError(ErrorClass.TOKEN_TOO_OFTEN, "EGW00133", ""));
            }
            if (latestSince.equals(Instant.MIN) || !now.isBefore(latestSince.plus(REUSE))) {
                latest = new AccessToken("token-" + ++issued, now.plus(LIFETIME));
                latestSince = now;
            }
            return new TokenDesk.Grant.Issued(new AccessToken(latest.value(), latest.expiresAt()));
        }

        private boolean someHaveNone() {
            return IntStream.range(0, desks.size())
                    .anyMatch(
                            worker -> desks.get(worker).token(hosts.get(worker)).isEmpty());
        }

        private boolean hasOtherThan(AccessToken token, int worker) {
            Optional<AccessToken> inHand = desks.get(worker).token(hosts.get(worker));
            return !inHand.orElseThrow(() -> new AssertionError("no token meanwhile"))
                    .value()
                    .equals(token.value());
        }

        private long nanos() {
            return Duration.between(START, now).toNanos();
        }
    }
}
