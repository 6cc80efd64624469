package io.github.kisconnect.investorflow.sandbox;

/** Text in columns of a terminal, where a Korean character takes two. */
final class DisplayText {
    private DisplayText() {}

    static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    static String center(String text, int columns) {
        int before = Math.max(0, columns - width(text)) / 2;
        return left(" ".repeat(before) + text, columns);
    }

    private static boolean isWide(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HANGUL || script == Character.UnicodeScript.HAN;
    }
}
