package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Draws;
import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.emit.Verdict;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.record.SnapshotRecords;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/** {@code -Ddraws=10} goes through ten times as many bodies of each seed. */
@DisplayName("A mutated body of the real API")
class ReadingFuzzTest {
    private static final int BODIES_PER_SEED = 2_000 * Draws.TIMES;
    private static final int BODIES_OVER_HTTP = 2000;
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-20T01:30:00Z");
    private static final Instant RECEIVED = TICK.plusMillis(62);
    private static final AccessToken TOKEN = new AccessToken("eyJ0eXAi.of.tests", TICK.plusSeconds(86_400));
    private static final String RECORD = "RECORD";
    private static final String HELD = "HELD";
    /** Also one that a hit has made of another. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:[fnrt]|u([0-9a-fA-F]{4}))");

    private static final Pattern ENTRY = Pattern.compile("\"([a-z_]+)\"\\s*:\\s*\"([^\"]*)\"");
    private static final SnapshotRecords RECORDS = new SnapshotRecords("flows", "rejects");

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {4711, 4712, 4713, 4714, 4715, 4716, 4717, 4718, 4719, 4720})
    @DisplayName("becomes a record with exactly its figures, or a reject that says what was mutated")
    void inMemory(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        AnswerReader reader =
                new AnswerReader(new Secrets(Clients.settings("http://127.0.0.1:1", Clients.newCredentials())));
        for (int i = 0; i < BODIES_PER_SEED; i++) {
            MutatedBody body = MutatedBody.next(random);
            Answer<Snapshot> answer = reader.read(
                    FlowEndpoint.FLOWS,
                    PAIR,
                    new KisHttp.Received(200, body.bytes(), false, null, RECEIVED, RECEIVED),
                    TOKEN.value());
            outcomes.merge(outcome(body, answer), 1, Integer::sum);
        }
        assertThat(outcomes.get(RECORD)).as("%s", outcomes).isGreaterThan(BODIES_PER_SEED / 10);
        assertThat(outcomes)
                .containsOnlyKeys(
                        RECORD,
                        HELD,
                        MutatedBody.ERROR,
                        "NOT_JSON",
                        "WRONG_SHAPE",
                        "ABSENT_FIGURE",
                        "WRONG_FIGURE",
                        "ALL_BLANK")
                .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(BODIES_PER_SEED / 200));
    }

    @Test
    @DisplayName(
            "over real HTTP does so, too, and one of more than 1 MiB becomes a reject with its beginning (seed 4721)")
    void overHttp() throws Exception {
        Random random = new Random(4721);
        Map<String, MutatedBody> bodies = new ConcurrentHashMap<>();
        for (int i = 0; i < BODIES_OVER_HTTP; i++) {
            MutatedBody body = MutatedBody.next(random);
            bodies.put("%04d".formatted(i), i % 100 == 0 ? tooLarge(body) : body);
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

    private static MutatedBody tooLarge(MutatedBody body) {
        return new MutatedBody(
                Arrays.copyOf(body.bytes(), KisHttp.LARGEST_BODY + 1), new MutatedBody.Due.Refusal("TOO_LARGE"));
    }

    private static KisClient client(String url) {
        return Clients.client(Clients.settings(url, Clients.newCredentials()), () -> RECEIVED, System::nanoTime);
    }

    private static MockWebServer server(Map<String, MutatedBody> bodies) throws Exception {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String sector = request.getUrl().queryParameter("fid_input_iscd_2");
                MockResponse.Builder response = new MockResponse.Builder();
                return sector == null
                        ? response.body("{\"access_token\":\"" + TOKEN.value() + "\",\"expires_in\":86400}")
                                .build()
                        : response.body(new Buffer().write(bodies.get(sector).bytes()))
                                .build();
            }
        });
        server.start();
        return server;
    }

    /** What became of a body, once all of it has been found to be as it is due. */
    private static String outcome(MutatedBody body, Answer<Snapshot> answer) {
        String outcome = MutatedBody.ERROR;
        if (answer instanceof Answer.Good<Snapshot> good) {
            outcome = published(body, good);
        } else if (answer instanceof Answer.Unreadable<Snapshot> unreadable) {
            outcome = rejected(body, unreadable.reject());
        }
        if (body.due() instanceof MutatedBody.Due.Refusal refusal) {
            assertThat(outcome).as("%s: %s", answer, body).isEqualTo(refusal.why());
        } else if (body.due() instanceof MutatedBody.Due.Figures) {
            assertThat(outcome).as("%s: %s", answer, body).isIn(RECORD, HELD);
        }
        return outcome;
    }

    private static String published(MutatedBody body, Answer.Good<Snapshot> good) {
        Snapshot due = body.due() instanceof MutatedBody.Due.Figures figures ? figures.snapshot() : written(body);
        Verdict verdict =
                emission().offer(PAIR, TICK, new Row(good.value(), good.receivedAt(), null, good.messageCode()));
        if (!due.hasFigures() && !due.isAllZero()) {
            assertThat(verdict).as("%s", body).isInstanceOf(Verdict.Held.class);
            return HELD;
        }
        Struct value = value(((Verdict.Published) verdict).emitted(), "flows");
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                assertThat(value.getStruct(group.fieldName()).getInt64(figure.fieldName()))
                        .as("%s in %s", group.apiField(figure), body)
                        .isEqualTo(due.figure(group, figure));
            }
        }
        return RECORD;
    }

    private static String rejected(MutatedBody body, Reject reject) {
        Struct value = value(emission().reject(PAIR, TICK, reject).orElseThrow(), "rejects");
        assertThat(value.getBytes("body"))
                .isEqualTo(Arrays.copyOf(body.bytes(), Math.min(body.bytes().length, 64 * 1024)));
        assertThat(value.getString("reason")).isNotBlank();
        return value.getString("reason_code");
    }

    private static TaskEmission emission() {
        return new TaskEmission(
                new EmissionSettings(EmitMode.ALL, Duration.ZERO, true),
                TradingSessions.always(),
                List.of(new TaskEmission.Start(PAIR, Duration.ofMinutes(1), null)));
    }

    private static Struct value(Publishable publishable, String topic) {
        SourceRecord record = RECORDS.record(publishable);
        assertThat(record.topic()).isEqualTo(topic);
        assertThat(record.key()).isEqualTo("KSP:0001");
        Struct value = (Struct) record.value();
        value.validate();
        return value;
    }

    /** The figures that a plain look for their names finds in the row, each exactly once. */
    private static Snapshot written(MutatedBody body) {
        assertThat(body.due()).as("%s", body).isInstanceOf(MutatedBody.Due.Written.class);
        String text = ESCAPED.matcher(new String(body.bytes(), StandardCharsets.UTF_8))
                .replaceAll(found -> found.group(1) == null
                        ? " "
                        : Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
        // What was copied behind the row is not of it, though it may have its names.
        Map<String, List<String>> entries = ENTRY.matcher(text.substring(0, text.lastIndexOf("\"rt_cd\"")))
                .results()
                .collect(Collectors.groupingBy(
                        found -> found.group(1), Collectors.mapping(found -> found.group(2), Collectors.toList())));
        return Snapshot.of((group, figure) -> {
            assertThat(entries.get(group.apiField(figure)))
                    .as("%s in %s", group.apiField(figure), body)
                    .hasSize(1);
            String digits = entries.get(group.apiField(figure)).get(0).strip();
            return digits.isEmpty() ? null : (Long) new BigInteger(digits).longValueExact();
        });
    }
}
