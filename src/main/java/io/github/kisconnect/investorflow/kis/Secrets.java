package io.github.kisconnect.investorflow.kis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Takes out of what the API says whatever it may repeat of what was sent to it. */
final class Secrets {
    private static final String HIDDEN = "[hidden]";

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
        return Stream.concat(own.stream(), Stream.of(more))
                // JSON may write a slash in two ways.
                .flatMap(secret -> Stream.of(secret, secret.replace("/", "\\/")))
                .reduce(words, (hidden, secret) -> hidden.replace(secret, HIDDEN));
    }

    /** The same for bytes of any kind; secrets are ASCII. */
    byte[] hide(byte[] body, String... more) {
        return hide(new String(body, StandardCharsets.ISO_8859_1), more).getBytes(StandardCharsets.ISO_8859_1);
    }
}
