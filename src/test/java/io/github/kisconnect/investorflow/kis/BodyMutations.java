package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One body of the real API, and the ways to change it, as many as came to mind: some leave it readable, some spoil it,
 * and some hit it at random.
 */
final class BodyMutations {
    private static final List<String> REAL = List.of(
            Samples.body("KSP-0001-official-example.json"),
            Samples.body("KSP-0001-object-shape.json"),
            Samples.body("KSP-0027-captured-2024-07-02.json"));
    private static final List<String> NAMES = Stream.of(InvestorGroup.values())
            .flatMap(group -> Stream.of(Figure.values()).map(group::apiField))
            .toList();
    private static final String FURTHER = "further";
    private static final String OUTPUT = "\"output\": ";
    private static final String RESULT = "\"rt_cd\": \"0\"";

    private static final List<Map.Entry<String, Long>> NUMBERS = List.of(
            Map.entry("9223372036854775807", Long.MAX_VALUE),
            Map.entry("-9223372036854775808", Long.MIN_VALUE),
            Map.entry("-0", 0L),
            Map.entry("+17", 17L),
            Map.entry("-000000000000000000000000000000000000000017", -17L));
    private static final List<String> NO_NUMBERS = List.of(("9223372036854775808 -9223372036854775809 "
                    + "18446744073709551617 12345678901234567890 1e5 0x10 1_000 1,000 1.0 12abc --1 +-1 + NaN "
                    + "9".repeat(5000))
            .split(" "));
    private static final List<String> NO_STRINGS =
            List.of("12 -1 1.5 1e999999 null true false [] {} [\"17\"] {\"x\":\"17\"}".split(" "));
    private static final List<String> NO_JSON = List.of(
            "9".repeat(5000), "\"1\t\"", "\"\\x31\"", "'1'", "01", "+1", "1 2", "NaN", "\"1\"/**/", "\"1\",", "");
    private static final List<String> SPACES = List.of("", " ", "   ", "\u3000", "\u2003", "\\u0009", "\\u0020");
    /** Like a space or a digit, but neither that {@code strip} takes nor one from 0 to 9. */
    private static final List<String> NO_SPACES_NOR_DIGITS =
            List.of("\u00a0", "\u200b", "\uFEFF", "\\u0000", "\u0663", "\uFF13", "\u0967", "\uD835\uDFD1", "\u00b3");

    private static final List<String> NO_SINGLE_ROW =
            List.of("[%1$s, %1$s]", "[[%s]]", "[[], [%s]]", "[]", "[{}, {}]", "[null]", "\"\"", "\"0\"", "null", "1");
    private static final List<String> ERROR_CODES =
            List.of("\"1\"", "0.0", "1", "null", "[]", "\"\"", "\" 0\"", "\"00\"", "true");
    private static final List<String> BEHIND = List.of("x", "{}", "]", "}", ",", "0", "\u0000", REAL.get(0));
    /** Bytes, as characters of ISO 8859-1; a parser may take some of them for what they would be in UTF-8. */
    private static final List<String> NO_UTF8 =
            List.of("\u00c0\u00b1 \u00e0\u0080\u00b1 \u00ed\u00a0\u0080 \u00f5\u0080\u0080\u0080 \u0080 \u00ff \u00c3"
                    .split(" "));

    private static final List<String> OTHER_MARKS = List.of("\u00fe\u00ff", "\u00ff\u00fe", "\u0000\u0000\u00fe\u00ff");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LIKELY = "0123456789-+ \"{}[],:\\xe.\n\u0000";

    private final Random random;
    private final Map<String, String> row = new LinkedHashMap<>();
    private final Map<String, Long> figures = new HashMap<>();
    private String mark = "";
    private String output;
    private String result = RESULT;
    private String tail;

    BodyMutations(Random random) {
        this.random = random;
        String real = pick(REAL).strip();
        int begin = real.indexOf('{', 1);
        int end = real.indexOf('}');
        for (String entry : real.substring(begin + 1, end).split(",")) {
            String[] parts = entry.split("\"");
            row.put(parts[1], entry);
            figures.put(parts[1], Long.valueOf(parts[3]));
        }
        output = OUTPUT + (real.substring(0, begin).contains("[") ? "[%s]" : "%s");
        tail = real.substring(real.indexOf(',', end)).replace(RESULT, "%s");
    }

    byte[] bytes() {
        String written = "{" + String.join(",", row.values()) + "}";
        return utf8(mark + "{" + output.formatted(written) + tail.formatted(result));
    }

    Snapshot snapshot() {
        return Snapshot.of((group, figure) -> figures.get(group.apiField(figure)));
    }

    /** Changes it so that it must still be read. */
    void vary() {
        String name = pick(NAMES);
        Long figure = figures.get(name);
        switch (random.nextInt(13)) {
            case 0 -> writeAnew();
            case 1 -> NAMES.forEach(each -> write(each, random.nextBoolean() ? 0L : null));
            case 2 -> write(name, random.nextLong());
            case 3 -> {
                String other = pick(NAMES);
                write(name, figures.get(other));
                write(other, figure);
            }
            case 4 -> write(name, figure, pick(SPACES) + text(figure) + pick(SPACES));
            case 5 -> write(name, null, pick(SPACES));
            case 6 -> {
                Map.Entry<String, Long> number = pick(NUMBERS);
                write(name, number.getValue(), number.getKey());
            }
            case 7 -> row.put(name, entry(escaped(name), quoted(escaped(text(figure)))));
            case 8 -> shuffle();
            case 9 -> row.put(FURTHER, entry(FURTHER, deep(pick(List.of(2, 50, 400, 990)))));
            case 10 -> output = OUTPUT + pick(List.of("%s", "[%s]", "\n [ %s\t]\r\n"));
            case 11 -> result = "\"rt_cd\": " + pick(List.of("0", "-0"));
            default -> mark = BYTE_ORDER_MARK;
        }
    }

    /** Changes it so that it must not be read. */
    MutatedBody spoilt() {
        String name = pick(NAMES);
        String text = text(figures.get(name));
        return switch (random.nextInt(13)) {
            case 0 -> spoilt(RejectReason.WRONG_FIGURE, name, entry(name, quoted(pick(NO_NUMBERS))));
            case 1 -> spoilt(RejectReason.WRONG_FIGURE, name, entry(name, pick(NO_STRINGS)));
            case 2 -> spoilt(RejectReason.WRONG_FIGURE, name, entry(name, quoted(text + pick(NO_SPACES_NOR_DIGITS))));
            case 3 -> spoilt(
                    RejectReason.ABSENT_FIGURE,
                    name,
                    pick(List.of(
                            entry("other", quoted("1")),
                            entry(name + " ", quoted(text)),
                            entry(name.toUpperCase(Locale.ROOT), quoted(text)),
                            "\"nested\": {" + row.get(name) + "}")));
            case 4 -> spoilt(RejectReason.NOT_JSON, name, entry(name, pick(NO_JSON)));
            case 5 -> spoilt(
                    RejectReason.NOT_JSON,
                    name,
                    row.get(name) + "," + entry(escaped(name), pick(List.of("\"1\"", quoted(text)))));
            case 6 -> spoilt(RejectReason.NOT_JSON, FURTHER, entry(FURTHER, deep(pick(List.of(1100, 1500, 20_000)))));
            case 7 -> spoilt(RejectReason.NOT_JSON, inserted(bytes(), latin(pick(NO_UTF8))));
            case 8 -> spoilt(RejectReason.NOT_JSON, spliced(bytes(), 0, 0, latin(pick(OTHER_MARKS))));
            case 9 -> spoilt(RejectReason.NOT_JSON, cutOrContinued(bytes()));
            case 10 -> {
                output = pick(List.of("\"other\": [%s]", OUTPUT + pick(NO_SINGLE_ROW)));
                yield spoilt(RejectReason.WRONG_SHAPE, bytes());
            }
            case 11 -> ofOtherResult();
            default -> {
                NAMES.forEach(each -> write(each, null, pick(SPACES)));
                yield spoilt(RejectReason.ALL_BLANK, bytes());
            }
        };
    }

    private MutatedBody spoilt(RejectReason reason, String name, String entry) {
        row.put(name, entry);
        return spoilt(reason, bytes());
    }

    private static MutatedBody spoilt(RejectReason reason, byte[] bytes) {
        return new MutatedBody(bytes, new MutatedBody.Due.Refusal(reason.name()));
    }

    private byte[] cutOrContinued(byte[] whole) {
        return random.nextBoolean()
                ? Arrays.copyOf(whole, random.nextInt(whole.length))
                : spliced(whole, whole.length, whole.length, utf8(pick(BEHIND)));
    }

    private MutatedBody ofOtherResult() {
        result = pick(List.of("\"rt\": \"0\"", "\"rt_cd\": " + pick(ERROR_CODES)));
        if (random.nextInt(4) == 0) {
            tail = tail.replace("MCA00000", pick(List.of("", " ")));
            return spoilt(RejectReason.WRONG_SHAPE, bytes());
        }
        tail = tail.replace("msg_cd", pick(List.of("msg_cd", "error_code")));
        return new MutatedBody(bytes(), new MutatedBody.Due.Refusal(MutatedBody.ERROR));
    }

    /** The body with one or two hits, wherever they are. */
    byte[] hit() {
        // What is copied into it would look like a figure of the row.
        row.remove(FURTHER);
        byte[] body = bytes();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            int from = random.nextInt(body.length);
            int few = Math.min(body.length, from + random.nextInt(40));
            body = switch (random.nextInt(5)) {
                case 0 -> inserted(body, Arrays.copyOfRange(body, from, few));
                case 1 -> inserted(body, Arrays.copyOfRange(body, from, from + random.nextInt(body.length - from)));
                case 2 -> inserted(body, utf8(BYTE_ORDER_MARK));
                case 3 -> spliced(body, from, few, new byte[0]);
                default -> {
                    for (int bytes = 1 + random.nextInt(3); bytes > 0; bytes--) {
                        body[random.nextInt(body.length)] = random.nextBoolean()
                                ? (byte) random.nextInt(256)
                                : (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
                    }
                    yield body;
                }
            };
        }
        return body;
    }

    private byte[] inserted(byte[] body, byte[] piece) {
        int at = random.nextInt(body.length + 1);
        return spliced(body, at, at, piece);
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] piece) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(body, 0, from);
        spliced.writeBytes(piece);
        spliced.write(body, to, body.length - to);
        return spliced.toByteArray();
    }

    /** Other figures, padded and in another order. */
    private void writeAnew() {
        Snapshot snapshot = Samples.random(random);
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure one : Figure.values()) {
                Long figure = snapshot.figure(group, one);
                write(group.apiField(one), figure, figure == null ? pick(SPACES) : padded(figure));
            }
        }
        shuffle();
    }

    private String padded(long figure) {
        String digits = Long.toString(figure).replace("-", "");
        String sign = figure < 0 ? "-" : pick(List.of("", "", "+"));
        return pick(SPACES) + sign + "0".repeat(random.nextInt(20)) + digits + pick(SPACES);
    }

    private void shuffle() {
        List<String> names = new ArrayList<>(row.keySet());
        Collections.shuffle(names, random);
        names.forEach(name -> row.put(name, row.remove(name)));
    }

    private void write(String name, Long figure) {
        write(name, figure, text(figure));
    }

    private void write(String name, Long figure, String text) {
        figures.put(name, figure);
        row.put(name, entry(name, quoted(text)));
    }

    private static String entry(String name, String json) {
        return quoted(name) + ": " + json;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String text(Long figure) {
        return figure == null ? "" : figure.toString();
    }

    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(random.nextInt(4) == 0 ? "\\u%04x".formatted((int) c) : c);
        }
        return escaped.toString();
    }

    private String deep(int depth) {
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
