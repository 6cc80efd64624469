package io.github.kisconnect.investorflow.config;

/**
 * Signs that a text is not the value that was meant.
 *
 * <p>Connect resolves placeholders before it validates and starts a connector or a task. It leaves alone those that it
 * cannot resolve: no such provider, a file outside its {@code allowed.paths}, no such key. In properties files, quotes
 * are a part of the value. Without a check, either would go to the brokerage as the key, and be refused only in the
 * next session.
 */
final class GivenText {
    /** The rest of a sentence about a placeholder. */
    static final String PLACEHOLDER_PROBLEM =
            "is a placeholder, ${...}, that this worker has not resolved; check that its config.providers has the provider, that the"
                    + " provider may read the file (allowed.paths), and that the file and key, or the variable, are spelt correctly";

    private static final String QUOTES = "\"'`";

    private GivenText() {}

    /** Whether the whole text is a placeholder that a provider should have replaced. */
    static boolean isPlaceholder(String text) {
        String trimmed = text.trim();
        return trimmed.startsWith("${") && trimmed.endsWith("}");
    }

    /** Whether the text is in a pair of equal quotes. */
    static boolean isQuoted(String text) {
        String trimmed = text.trim();
        return trimmed.length() > 1
                && QUOTES.indexOf(trimmed.charAt(0)) >= 0
                && trimmed.charAt(0) == trimmed.charAt(trimmed.length() - 1);
    }
}
