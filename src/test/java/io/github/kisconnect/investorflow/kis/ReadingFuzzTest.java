package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.emit.Verdict;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.BodyMutations;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.NaiveReading;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mutated body of the real API")
class ReadingFuzzTest {
    private static final int BODIES_PER_SEED = 10_000;
    private static final int BODIES_OVER_HTTP = 2000;
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-20T01:30:00Z");
    private static final Instant RECEIVED = TICK.plusMillis(62);
    private static final AccessToken TOKEN = new AccessToken("eyJ0eXAi.of.tests", TICK.plusSeconds(86_400));
    private static final String ERROR = "ERROR";
    private static final String RECORD = "RECORD";
    private static final String HELD = "HELD";
    private static final Set<String> REASONS =
            Stream.of(RejectReason.values()).map(RejectReason::name).collect(Collectors.toSet());
    private static final RecordFactory RECORDS =
            new RecordFactory("flows", "rejects", Catalogue.bundled(), TradingSessions.always());

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {4711, 4712, 4713, 4714, 4715, 4716, 4717, 4718, 4719, 4720})
    @DisplayName("becomes a record with the figures that a naive reader finds in it, or a reject that says why not")
    void inMemory(long seed) {
        BodyMutations mutations = new BodyMutations(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        AnswerReader reader =
                new AnswerReader(new Secrets(Clients.settings("http://127.0.0.1:1", Clients.newCredentials())));
        for (int i = 0; i < BODIES_PER_SEED; i++) {
            byte[] body = mutations.next();
            Answer<Snapshot> answer = reader.read(
                    FlowEndpoint.FLOWS,
                    PAIR,
                    new KisHttp.Received(200, body, false, null, RECEIVED, RECEIVED),
                    TOKEN.value());
            outcomes.merge(outcome(body, answer), 1, Integer::sum);
        }
        assertThat(outcomes.get(RECORD)).as("%s", outcomes).isGreaterThan(BODIES_PER_SEED / 10);
        for (String reason : Set.of("NOT_JSON", "WRONG_SHAPE", "ABSENT_FIGURE", "WRONG_FIGURE", "ALL_BLANK", ERROR)) {
            assertThat(outcomes.get(reason)).as("%s of %s", reason, outcomes).isGreaterThan(BODIES_PER_SEED / 200);
        }
    }

    @Test
    @DisplayName(
            "over real HTTP does so, too, and one of more than 1 MiB becomes a reject with its beginning (seed 4721)")
    void overHttp() throws Exception {
        BodyMutations mutations = new BodyMutations(4721);
        Map<String, byte[]> bodies = new ConcurrentHashMap<>();
        for (int i = 0; i < BODIES_OVER_HTTP; i++) {
            byte[] body = mutations.next();
            bodies.put("%04d".formatted(i), i % 100 == 0 ? Arrays.copyOf(body, KisHttp.LARGEST_BODY + 1) : body);
        }
        Map<String, Integer> outcomes = new HashMap<>();
        try (MockWebServer server = server(bodies);
                KisClient client = client("http://127.0.0.1:" + server.getPort())) {
            assertThat(Clients.await(client.authorize())).isEmpty();
            Map<String, CompletableFuture<Answer<Snapshot>>> answers = new HashMap<>();
            bodies.keySet()
                    .forEach(sector ->
                            answers.put(sector, client.fetch(FlowEndpoint.FLOWS, new MarketSector("KSP", sector))));
            answers.forEach((sector, answer) ->
                    outcomes.merge(outcome(bodies.get(sector), Clients.await(answer)), 1, Integer::sum));
        }
        assertThat(outcomes.get(RECORD)).as("%s", outcomes).isGreaterThan(BODIES_OVER_HTTP / 10);
        assertThat(outcomes.get("TOO_LARGE")).isEqualTo(BODIES_OVER_HTTP / 100);
        assertThat(outcomes.get("NOT_JSON")).as("%s", outcomes).isGreaterThan(BODIES_OVER_HTTP / 10);
    }

    private static KisClient client(String url) {
        return Clients.client(Clients.settings(url, Clients.newCredentials()), () -> RECEIVED, System::nanoTime);
    }

    private static MockWebServer server(Map<String, byte[]> bodies) throws Exception {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String sector = request.getUrl().queryParameter("fid_input_iscd_2");
                MockResponse.Builder response = new MockResponse.Builder();
                return sector == null
                        ? response.body("{\"access_token\":\"" + TOKEN.value() + "\",\"expires_in\":86400}")
                                .build()
                        : response.body(new Buffer().write(bodies.get(sector))).build();
            }
        });
        server.start();
        return server;
    }

    /** What became of a body, once everything about it has been checked. */
    private static String outcome(byte[] body, Answer<Snapshot> answer) {
        NaiveReading naive = NaiveReading.of(body);
        if (answer instanceof Answer.Failed<Snapshot> failed) {
            assertThat(naive.isError()).as("%s: %s", failed, text(body)).isTrue();
            return ERROR;
        }
        TaskEmission emission = new TaskEmission(
                new EmissionSettings(EmitMode.ALL, Duration.ZERO, true),
                TradingSessions.always(),
                List.of(new TaskEmission.Start(PAIR, Duration.ofMinutes(1), null)));
        Publishable publishable;
        if (answer instanceof Answer.Good<Snapshot> figures) {
            Verdict verdict = emission.offer(
                    PAIR, TICK, new Row(figures.value(), figures.receivedAt(), null, figures.messageCode()));
            if (verdict instanceof Verdict.Held) {
                assertThat(naive.figures().orElseThrow().values())
                        .as("%s", text(body))
                        .containsNull()
                        .allMatch(figure -> figure == null || figure == 0);
                return HELD;
            }
            publishable = Emissions.record(verdict).orElseThrow();
        } else {
            publishable = emission.reject(PAIR, TICK, ((Answer.Unreadable<Snapshot>) answer).reject())
                    .orElseThrow();
        }
        SourceRecord record = RECORDS.record(publishable);
        Struct value = (Struct) record.value();
        value.validate();
        assertThat(record.key()).isEqualTo("KSP:0001");
        if (answer instanceof Answer.Good<Snapshot>) {
            assertThat(record.topic()).isEqualTo("flows");
            assertFigures(value, naive, body);
            return RECORD;
        }
        assertThat(record.topic()).isEqualTo("rejects");
        assertThat(naive.figures()).as("%s: %s", answer, text(body)).isEmpty();
        assertThat(naive.isError()).as("%s: %s", answer, text(body)).isFalse();
        assertThat(value.getBytes("body")).isEqualTo(Arrays.copyOf(body, Math.min(body.length, 64 * 1024)));
        assertThat(value.getString("reason")).isNotBlank();
        assertThat(REASONS).contains(value.getString("reason_code"));
        return value.getString("reason_code");
    }

    private static void assertFigures(Struct value, NaiveReading naive, byte[] body) {
        Map<String, Long> expected =
                naive.figures().orElseThrow(() -> new AssertionError("a record of what cannot be read: " + text(body)));
        Map<String, Long> actual = new HashMap<>();
        for (String name : expected.keySet()) {
            int dot = name.indexOf('.');
            actual.put(name, value.getStruct(name.substring(0, dot)).getInt64(name.substring(dot + 1)));
        }
        assertThat(actual).as("%s", text(body)).hasSize(72).isEqualTo(expected);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
