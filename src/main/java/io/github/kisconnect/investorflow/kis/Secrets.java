package io.github.kisconnect.investorflow.kis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hides secrets in what the API says: it may repeat what was sent to it. */
final class Secrets {
    private static final String HIDDEN = "[hidden]";
    /** Characters that JSON may write with a backslash before them. */
    private static final String ESCAPED = "/\\\"";

    /** JSON may escape a letter as six characters; a secret of one letter is replaced by eight. */
    private static final int MOST_PER_LETTER = 8;

    private final List<String> own;

    Secrets(KisSettings settings) {
        Stream<String> keys = Stream.of(
                settings.credentials().appKey(), settings.credentials().appSecret());
        Stream<String> proxy =
                settings
                        .transport()
                        .proxy()
                        .flatMap(Transport.HttpProxy::login)
                        .map(Transport.Login::password)
                        .stream();
        this.own = Stream.of(keys, settings.customer().secrets().stream(), proxy)
                .flatMap(all -> all)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** Words without the settings' secrets and {@code more}. */
    String hide(String words, String... more) {
        // Without a backslash there is only one way to write them, and no need for a slow search.
        boolean plain = words.indexOf('\\') < 0;
        return all(more)
                // Longest first: hiding a short secret within a longer one would keep the longer one from being found.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(
                        words,
                        (hidden, secret) -> plain
                                ? hidden.replace(secret, HIDDEN)
                                : written(secret).matcher(hidden).replaceAll(HIDDEN));
    }

    /** JSON may write any character as its number, and some libraries do so with {@code =} and {@code &}. */
    private static Pattern written(String secret) {
        return Pattern.compile(secret.chars()
                .mapToObj(c -> "(?:" + (ESCAPED.indexOf(c) < 0 ? "" : "\\\\?") + Pattern.quote(Character.toString(c))
                        + "|\\\\u(?i:%04x))".formatted(c))
                .collect(Collectors.joining()));
    }

    /** The same for bytes of any kind; secrets are ASCII. */
    byte[] hide(byte[] body, String... more) {
        return hide(new String(body, StandardCharsets.ISO_8859_1), more).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same for the beginning of a body; drops its end, because a secret cut off there would not be recognised. */
    byte[] hideInBeginning(byte[] beginning, String... more) {
        byte[] hidden = hide(beginning, more);
        int longest = all(more).mapToInt(String::length).max().orElse(0) * MOST_PER_LETTER;
        return Arrays.copyOf(hidden, Math.max(0, hidden.length - longest));
    }

    private Stream<String> all(String... more) {
        return Stream.concat(own.stream(), Stream.of(more));
    }
}
