package io.github.kisconnect.investorflow.config;

/**
 * Marks by which a text shows that it is not what was meant to be given.
 *
 * <p>Connect resolves placeholders before it validates and starts a connector or a task, and leaves those alone that it cannot resolve: no such
 * provider, a file outside its {@code allowed.paths}, no such key. Properties files take quotes for a part of the value. What has either would
 * go to the brokerage as the key, and be refused there in the next session only.
 */
final class GivenText {
    /** The rest of a sentence about a placeholder. */
    static final String PLACEHOLDER_PROBLEM =
            "is a placeholder, ${...}, that this worker has not resolved; see that its config.providers has the provider, that the provider"
                    + " may read the file (allowed.paths), and that file and key, or the variable, are spelt as they are";

    private static final String QUOTES = "\"'`";

    private GivenText() {}

    /** Whether all of it is what a provider should have put something else for. */
    static boolean isPlaceholder(String text) {
        String trimmed = text.trim();
        return trimmed.startsWith("${") && trimmed.endsWith("}");
    }

    /** Whether it stands in a pair of equal quotes. */
    static boolean isQuoted(String text) {
        String trimmed = text.trim();
        return trimmed.length() > 1
                && QUOTES.indexOf(trimmed.charAt(0)) >= 0
                && trimmed.charAt(0) == trimmed.charAt(trimmed.length() - 1);
    }
}
