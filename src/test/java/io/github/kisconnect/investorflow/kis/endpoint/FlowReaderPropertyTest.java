package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading any body")
class FlowReaderPropertyTest {
    private static final int BODIES_PER_SEED = 100;
    private static final List<String> REAL = List.of(
            Samples.body("KSP-0001-official-example.json"),
            Samples.body("KSP-0001-object-shape.json"),
            Samples.body("KSP-0027-captured-2024-07-02.json"));
    private static final List<String> FIELDS = Stream.of(InvestorGroup.values())
            .flatMap(group -> Stream.of(Figure.values()).map(group::apiField))
            .toList();
    private static final List<String> NOT_A_FIGURE = List.of(
            "\"12abc\"",
            "\"1.5\"",
            "\"12345678901234567890\"",
            "\"-12345678901234567890\"",
            "12",
            "null",
            "[]",
            "{}",
            "false",
            "\"1 000\"",
            "\"٣\"",
            "\"+-1\"");

    static Stream<Long> seeds() {
        return new Random(4711).longs(100).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives random figures back exactly, whatever their paddings, signs, order and shape")
    void exact(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BODIES_PER_SEED / 10; i++) {
            Snapshot snapshot = Samples.random(random);
            Reading<Snapshot> reading = read(body(snapshot, random));
            if (snapshot.isBlank()) {
                assertThat(reading).isInstanceOf(Reading.Unreadable.class);
            } else {
                assertThat(reading).isEqualTo(new Reading.Good<>(snapshot, "MCA00000", List.of()));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("never gives figures of a body in which one field or the shape was spoilt")
    void spoilt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BODIES_PER_SEED; i++) {
            String real = REAL.get(random.nextInt(REAL.size()));
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            String spoilt = spoil(field, random).apply(real);
            assertThat(spoilt).isNotEqualTo(real);
            assertThat(read(spoilt)).as(spoilt).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("never throws on a body with random bytes in it, and never gives a figure that is not written there")
    void corrupted(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BODIES_PER_SEED; i++) {
            byte[] body = REAL.get(random.nextInt(REAL.size())).getBytes(StandardCharsets.UTF_8);
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                String likely = "0123456789-+ \"{}[],:\\xe\n\u0000";
                body[random.nextInt(body.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) likely.charAt(random.nextInt(likely.length()));
            }
            if (FlowReaderTest.read(body) instanceof Reading.Good<Snapshot> row) {
                assertWritten(row.value(), new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("gives nothing of a body that was cut off or has something behind it")
    void cutOff(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BODIES_PER_SEED / 2; i++) {
            String real = REAL.get(random.nextInt(REAL.size())).strip();
            String cut = real.substring(0, random.nextInt(real.length()));
            assertThat(read(cut)).isInstanceOf(Reading.Unreadable.class);
            String behind = real
                    + List.of("x", "{}", real, "]", "}", ",", "0", "\u0000").get(random.nextInt(8));
            assertThat(read(behind)).isInstanceOf(Reading.Unreadable.class);
        }
    }

    private static UnaryOperator<String> spoil(String field, Random random) {
        Pattern entry = Pattern.compile("\"" + field + "\": (\"[^\"]*\")");
        String wrong = NOT_A_FIGURE.get(random.nextInt(NOT_A_FIGURE.size()));
        return switch (random.nextInt(7)) {
            case 0 -> body -> entry.matcher(body).replaceFirst("\"further\": \"1\"");
            case 1 -> body -> entry.matcher(body).replaceFirst("$0, $0");
            case 2 -> body -> entry.matcher(body).replaceFirst("\"" + field + "\": \"1\", $0");
            case 3 -> body -> entry.matcher(body).replaceFirst("\"nested\": {$0}");
            case 4 -> body ->
                    body.replaceFirst("\"output\": ", "\"output\": [[],").replace("\"rt_cd\"", "], \"rt_cd\"");
            case 5 -> body -> body.replaceFirst("\"output\"", "\"output1\"");
            default -> body ->
                    entry.matcher(body).replaceFirst(Matcher.quoteReplacement("\"" + field + "\": " + wrong));
        };
    }

    private static String body(Snapshot snapshot, Random random) {
        List<String> entries = new ArrayList<>();
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                String text = padded(snapshot.figure(group, figure), random);
                entries.add("\"" + group.apiField(figure) + "\":\"" + text + "\"");
            }
        }
        Collections.shuffle(entries, random);
        String row = "{" + String.join(",", entries) + "}";
        String output = random.nextBoolean() ? row : "[" + row + "]";
        return "{\"output\":" + output + ",\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"정상\"}";
    }

    private static String padded(Long figure, Random random) {
        String spaces = " ".repeat(random.nextInt(4));
        if (figure == null) {
            return spaces;
        }
        String digits = BigInteger.valueOf(figure).abs().toString();
        String sign = figure < 0 ? "-" : random.nextInt(4) == 0 ? "+" : "";
        return spaces + sign + "0".repeat(random.nextInt(20)) + digits + " ".repeat(random.nextInt(4));
    }

    /** Compares with what a plain look for the field's name and the string behind it finds. */
    private static void assertWritten(Snapshot snapshot, String body) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Matcher written = Pattern.compile("\"" + group.apiField(figure) + "\"\\s*:\\s*\"([^\"]*)\"")
                        .matcher(body);
                assertThat(written.find()).isTrue();
                String text = written.group(1).replace("\\n", "").strip();
                Long expected = text.isEmpty() ? null : Long.valueOf(new BigInteger(text).longValueExact());
                assertThat(snapshot.figure(group, figure)).isEqualTo(expected);
                assertThat(written.find()).isFalse();
            }
        }
    }

    private static Reading<Snapshot> read(String body) {
        return FlowReaderTest.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
