package io.github.kisconnect.investorflow.kis.endpoint;

import io.github.kisconnect.investorflow.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils bodies that the real API was seen to give, in every way that came to mind; some ways leave all figures as they are. */
public final class BodyMutations {
    private static final List<String> REAL = List.of(
            Samples.body("KSP-0001-official-example.json"),
            Samples.body("KSP-0001-object-shape.json"),
            Samples.body("KSP-0027-captured-2024-07-02.json"));
    private static final Pattern FIGURE = Pattern.compile("\"([a-z_]+_(?:vol|qty|pbmn))\": *\"([^\"]*)\"");
    private static final Pattern OUTPUT = Pattern.compile("\"output\":");
    private static final Pattern RESULT = Pattern.compile("\"rt_cd\": *\"0\"");
    private static final String LIKELY = "0123456789-+ \"{}[],:\\xe.\n\u0000";
    private static final List<String> NUMBERS = List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551617",
            "1e5",
            "0x10",
            "1_000",
            "1,000",
            "--1",
            "+",
            "-0",
            "1.0",
            "NaN",
            "000000000000000000000000000000000000000017",
            "9".repeat(5000));
    private static final List<String> SPACES =
            List.of(" ", "   ", "\u3000", "\u2003", "\\t", "\\n", "\\u0020", "\u00a0", "\u200b", "\t", "\uFEFF");
    private static final List<String> OTHER_DIGITS = List.of("\u0663", "\uFF13", "\u0967", "\uD835\uDFD1", "\u00b3");
    private static final List<String> SCALARS =
            List.of("12", "-1", "1.5", "1e999999", "null", "true", "\"\"", "[]", "{}", "9".repeat(5000));
    private static final List<String> BAD_UTF8 = List.of(
            "\u00c0\u00b1",
            "\u0080",
            "\u00ed\u00a0\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00e0\u0080\u00b1",
            "\u00ff",
            "\u00c3");
    private static final List<String> MARKS =
            List.of("\u00ef\u00bb\u00bf", "\u00fe\u00ff", "\u00ff\u00fe", "\u0000\u0000\u00fe\u00ff");
    private static final int[] DEPTHS = {2, 50, 400, 1500, 20_000};

    private final Random random;

    public BodyMutations(long seed) {
        this.random = new Random(seed);
    }

    /** A real body, spoilt once or a few times. */
    public byte[] next() {
        byte[] body = pick(REAL).getBytes(StandardCharsets.UTF_8);
        for (int times = 1 + random.nextInt(3) / 2; times > 0; times--) {
            body = spoilt(body);
        }
        return body;
    }

    private byte[] spoilt(byte[] body) {
        return switch (random.nextInt(19)) {
            case 0 -> bytes(body);
            case 1 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 2 -> inserted(body, slice(body));
            case 3 -> without(body);
            case 4 -> swapped(body);
            case 5 -> figure(
                    body,
                    (name, value) -> "\"" + name + "\": "
                            + pick(List.of("[%s]", "{\"x\": %s}")).formatted("\"" + value + "\""));
            case 6 -> figure(
                    body, (name, value) -> "\"" + name + "\": " + (random.nextBoolean() ? value : pick(SCALARS)));
            case 7 -> figure(
                    body, (name, value) -> "\"" + name + "\": \"" + pick(SPACES) + value + pick(SPACES) + "\"");
            case 8 -> figure(body, (name, value) -> "\"" + name + "\": \"" + pick(NUMBERS) + "\"");
            case 9 -> figure(body, (name, value) -> "\"" + name + "\": \"" + value + pick(OTHER_DIGITS) + "\"");
            case 10 -> random.nextInt(4) == 0 ? inserted(body, latin(pick(MARKS))) : joined(latin(pick(MARKS)), body);
            case 11 -> figure(
                    body, (name, value) -> "\"further\": " + deep() + ", \"" + name + "\": \"" + value + "\"");
            case 12 -> figure(body, (name, value) -> "\"" + name + "\": \"1\", \"" + name + "\": \"" + value + "\"");
            case 13 -> inserted(body, latin(pick(BAD_UTF8)));
            case 14 -> figure(body, (name, value) -> "\"" + escaped(name) + "\": \"" + escaped(value) + "\"");
            case 15 -> figure(body, (name, value) -> "\"" + name + "\": \"" + random.nextLong() + "\"");
            case 16 -> result(body);
            case 17 -> shape(body);
            default -> latin(everyFigure(text(body), (name, value) -> "\"" + name + "\": \"\""));
        };
    }

    /** What stands in the place of a field. */
    private interface Field {
        String of(String name, String value);
    }

    /** Changes one figure, any of them. */
    private byte[] figure(byte[] body, Field change) {
        String text = text(body);
        Matcher found = FIGURE.matcher(text);
        if (!found.find(random.nextInt(text.length() + 1)) && !found.find(0)) {
            return body;
        }
        return latin(text.substring(0, found.start()) + changed(found, change) + text.substring(found.end()));
    }

    private static String everyFigure(String text, Field change) {
        return FIGURE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(changed(found, change)));
    }

    /** As bytes, whatever they are, because the rest of the body is bytes, too. */
    private static String changed(MatchResult found, Field change) {
        return text(change.of(found.group(1), found.group(2)).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes(byte[] body) {
        byte[] hit = body.clone();
        for (int hits = 1 + random.nextInt(3); hits > 0 && hit.length > 0; hits--) {
            hit[random.nextInt(hit.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
        }
        return hit;
    }

    private byte[] slice(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int length = random.nextBoolean() ? random.nextInt(8) : random.nextInt(body.length + 1);
        return Arrays.copyOfRange(body, from, Math.min(body.length, from + length));
    }

    private byte[] without(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(40));
        return joined(Arrays.copyOf(body, from), Arrays.copyOfRange(body, to, body.length));
    }

    private byte[] inserted(byte[] body, byte[] piece) {
        int at = random.nextInt(body.length + 1);
        return joined(joined(Arrays.copyOf(body, at), piece), Arrays.copyOfRange(body, at, body.length));
    }

    /** Two figures change places: with their names, which changes nothing, or without. */
    private byte[] swapped(byte[] body) {
        String text = text(body);
        Matcher a = FIGURE.matcher(text);
        Matcher b = FIGURE.matcher(text);
        if (!a.find(random.nextInt(text.length() + 1)) || !b.find(a.end())) {
            return body;
        }
        int group = random.nextInt(3);
        return latin(text.substring(0, a.start(group))
                + b.group(group)
                + text.substring(a.end(group), b.start(group))
                + a.group(group)
                + text.substring(b.end(group)));
    }

    /** Another number of rows than one, or something else in their place. */
    private byte[] shape(byte[] body) {
        String shape = pick(List.of(
                "\"output\": [], \"o\":",
                "\"output\": [{}, {}], \"o\":",
                "\"output\": \"\", \"o\":",
                "\"output\": null, \"o\":",
                "\"output\": 1, \"o\":",
                "\"o\":"));
        return latin(OUTPUT.matcher(text(body)).replaceFirst(shape));
    }

    private byte[] result(byte[] body) {
        String code = pick(List.of("\"1\"", "0", "-0", "0.0", "1", "null", "[]", "\"\"", "\" 0\"", "\"00\"", "true"));
        String text = RESULT.matcher(text(body)).replaceFirst("\"rt_cd\": " + code);
        return latin(random.nextBoolean() ? text : text.replace("\"msg_cd\"", "\"error_code\""));
    }

    private String deep() {
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(random.nextInt(4) == 0 ? "\\u%04x".formatted((int) c) : c);
        }
        return escaped.toString();
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
