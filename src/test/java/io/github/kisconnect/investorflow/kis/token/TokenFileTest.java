package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.account.AccountFile.Use;
import io.github.kisconnect.investorflow.kis.token.TokenFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The token file")
class TokenFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Entry ENTRY = new Entry(new AccessToken("token-of-tests", NOW.plusSeconds(86_400)), NOW, 0);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("remembers an account's token and last attempt, beside those of other accounts")
    void remembers() {
        Path path = folder.resolve("tokens.json");
        assertThat(put(path, "a", ENTRY)).isEqualTo(new Use.Done<>(Entry.NONE));
        Entry attempt = new Entry(null, NOW.minusSeconds(5), 0);
        put(path, "b", attempt);

        assertThat(get(path, "a")).isEqualTo(new Use.Done<>(ENTRY));
        assertThat(get(path, "b")).isEqualTo(new Use.Done<>(attempt));
        assertThat(get(path, "c")).isEqualTo(new Use.Done<>(Entry.NONE));
    }

    @Test
    @DisplayName("is readable by its owner only, and leaves nothing but its lock beside it")
    void ownerOnly() throws IOException {
        Path path = folder.resolve("tokens.json");
        put(path, "a", ENTRY);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("tokens.json", "tokens.json.lock");
        }
    }

    @Test
    @DisplayName("is not written when nothing has changed")
    void unchanged() throws IOException {
        Path path = folder.resolve("tokens.json");
        put(path, "a", ENTRY);
        Object before = Files.readAttributes(path, "unix:ino").get("ino");

        put(path, "a", ENTRY);

        assertThat(Files.readAttributes(path, "unix:ino").get("ino")).isEqualTo(before);
    }

    @ParameterizedTest
    @DisplayName("leaves a file of another kind alone and reports it once")
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"kind\":\"else\",\"version\":1}",
                "{\"kind\":\"kis-investor-flow-tokens\",\"version\":1,\"accounts\":[]}",
                "{\"kind\":"
            })
    void foreign(String content) throws IOException {
        Path path = folder.resolve("foreign.json");
        Files.writeString(path, content);
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(put(path, "a", ENTRY)).isInstanceOf(Use.Unusable.class);
            assertThat(put(path, "a", ENTRY)).isInstanceOf(Use.Unusable.class);

            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains("kis.token.file", path.toString());
        }
        assertThat(path).hasContent(content);
    }

    @Test
    @DisplayName("follows no link, neither of its own name nor of its lock's")
    void links() throws IOException {
        Path target = folder.resolve("target");
        Files.writeString(target, "of somebody else");
        Path link = folder.resolve("link.json");
        Files.createSymbolicLink(link, target);
        Path locked = folder.resolve("locked.json");
        Files.createSymbolicLink(folder.resolve("locked.json.lock"), target);

        assertThat(put(link, "a", ENTRY)).isInstanceOf(Use.Unusable.class);
        assertThat(put(locked, "a", ENTRY)).isInstanceOf(Use.Unusable.class);

        assertThat(target).hasContent("of somebody else");
        assertThat(link).isSymbolicLink();
    }

    @Test
    @DisplayName("reports a folder that is not there, and is used once it is")
    void folderAppears() throws IOException {
        Path path = folder.resolve("later").resolve("tokens.json");
        assertThat(put(path, "a", ENTRY)).isInstanceOf(Use.Unusable.class);

        Files.createDirectory(path.getParent());

        assertThat(put(path, "a", ENTRY)).isInstanceOf(Use.Done.class);
        assertThat(get(path, "a")).isEqualTo(new Use.Done<>(ENTRY));
    }

    @Test
    @DisplayName("forgets an account whose token and last attempt are more than a week old, and no other")
    void forgets() {
        Path path = folder.resolve("tokens.json");
        Instant week = NOW.minus(Duration.ofDays(7));
        Entry forgotten = new Entry(new AccessToken("x", week.minusSeconds(1)), week.minusSeconds(86_400), 0);
        put(path, "never issued", new Entry(null, week.minusSeconds(1), 0));
        Entry expired = new Entry(new AccessToken("x", week), week.minusSeconds(86_400), 0);
        put(path, "expired", expired);
        Entry asked = new Entry(null, week, 0);
        put(path, "asked", asked);
        put(path, "forgotten", forgotten);

        put(path, "a", ENTRY);

        assertThat(get(path, "never issued")).isEqualTo(new Use.Done<>(Entry.NONE));
        assertThat(get(path, "forgotten")).isEqualTo(new Use.Done<>(Entry.NONE));
        assertThat(get(path, "expired")).isEqualTo(new Use.Done<>(expired));
        assertThat(get(path, "asked")).isEqualTo(new Use.Done<>(asked));
        assertThat(get(path, "a")).isEqualTo(new Use.Done<>(ENTRY));
    }

    @ParameterizedTest
    @DisplayName("takes an entry that is not as it should be for none")
    @ValueSource(
            strings = {
                "{\"token\": 5}",
                "{\"token\": \"with space\", \"expires_at\": \"2026-11-24T00:00:00Z\"}",
                "{\"token\": \"x\", \"expires_at\": \"tomorrow\"}",
                "[]",
                "null"
            })
    void oddEntry(String entry) throws IOException {
        Path path = folder.resolve("odd.json");
        Files.writeString(
                path, "{\"kind\":\"kis-investor-flow-tokens\",\"version\":1,\"accounts\":{\"a\":" + entry + "}}");

        assertThat(get(path, "a")).isEqualTo(new Use.Done<>(Entry.NONE));
    }

    private static Use<Entry> put(Path path, String account, Entry entry) {
        return TokenFile.of(path).update(account, NOW, before -> entry);
    }

    private static Use<Entry> get(Path path, String account) {
        return TokenFile.of(path).update(account, NOW, before -> before);
    }
}
