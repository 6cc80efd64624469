package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Meters;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Clients and credentials for tests; each pair of credentials is new, because tokens are shared in a process. */
public final class Clients {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Clients() {}

    public static Credentials newCredentials() {
        int number = COUNT.incrementAndGet();
        return new Credentials("app-key-" + number + "-of-tests", "app-secret-" + number + "-of-tests");
    }

    public static KisSettings settings(String url, Credentials credentials) {
        return settings(url, credentials, Customer.person(null), Duration.ofSeconds(20));
    }

    public static KisSettings settings(String url, Credentials credentials, Customer customer, Duration timeout) {
        return new KisSettings(
                URI.create(url),
                credentials,
                customer,
                32,
                Duration.ofSeconds(5),
                timeout,
                "tests/1",
                Optional.empty(),
                Transport.DIRECT);
    }

    /** The same with a token file. */
    static KisSettings withTokenFile(KisSettings settings, Path file) {
        return new KisSettings(
                settings.baseUrl(),
                settings.credentials(),
                settings.customer(),
                settings.maxInFlight(),
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.userAgent(),
                Optional.of(file),
                settings.transport());
    }

    public static KisClient client(KisSettings settings, ManualClock clock) {
        return client(settings, clock, new MemoryMeters());
    }

    public static KisClient client(KisSettings settings, ManualClock clock, Meters meters) {
        return client(settings, clock, clock::nanoTime, meters);
    }

    public static KisClient client(KisSettings settings, InstantSource clock, LongSupplier nanoTime) {
        return client(settings, clock, nanoTime, new MemoryMeters());
    }

    public static KisClient client(KisSettings settings, InstantSource clock, LongSupplier nanoTime, Meters meters) {
        return new KisClient(settings, host(clock, nanoTime), meters);
    }

    /** A connector's quota that nobody else shares. */
    public static Quota quota(double requestsPerSecond, LongSupplier nanoTime) {
        return new Quota("connector-of-tests", requestsPerSecond, nanoTime.getAsLong());
    }

    public static Host host(ManualClock clock) {
        return host(clock, clock::nanoTime);
    }

    public static Host host(InstantSource clock, LongSupplier nanoTime) {
        return host(clock, nanoTime, new SecureRandom());
    }

    public static Host host(InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
        return new Host(
                clock,
                nanoTime,
                work -> {
                    Thread thread = new Thread(work, "kis-client-of-tests");
                    thread.setDaemon(true);
                    return thread;
                },
                random);
    }

    /** What a future gives, waited for only as long as a test that hangs should take. */
    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
