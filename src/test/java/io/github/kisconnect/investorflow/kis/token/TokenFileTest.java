package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.token.TokenFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        put("a", ENTRY);
        Entry attempt = new Entry(null, NOW.minusSeconds(5), 0);
        put("b", attempt);

        assertThat(get("a")).contains(ENTRY);
        assertThat(get("b")).contains(attempt);
        assertThat(get("c")).contains(Entry.NONE);
    }

    @Test
    @DisplayName("keeps a token that lasts longer, unless it was refused")
    void laterOneKept() {
        AccessToken earlier = new AccessToken("earlier", NOW.plusSeconds(86_399));
        assertThat(ENTRY.with(earlier)).isEqualTo(ENTRY);
        assertThat(ENTRY.refused(ENTRY.token(), 1).with(earlier)).isEqualTo(new Entry(earlier, NOW, 0));
    }

    @Test
    @DisplayName("forgets an account whose token and last attempt are more than a week old, and no other")
    void forgets() {
        Instant week = NOW.minus(Duration.ofDays(7));
        Entry forgotten = new Entry(new AccessToken("x", week.minusSeconds(1)), week.minusSeconds(86_400), 0);
        put("never issued", new Entry(null, week.minusSeconds(1), 0));
        Entry expired = new Entry(new AccessToken("x", week), week.minusSeconds(86_400), 0);
        put("expired", expired);
        Entry asked = new Entry(null, week, 0);
        put("asked", asked);
        put("forgotten", forgotten);

        put("a", ENTRY);

        assertThat(get("never issued")).contains(Entry.NONE);
        assertThat(get("forgotten")).contains(Entry.NONE);
        assertThat(get("expired")).contains(expired);
        assertThat(get("asked")).contains(asked);
        assertThat(get("a")).contains(ENTRY);
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
        Files.writeString(
                path(), "{\"kind\":\"kis-investor-flow-tokens\",\"version\":1,\"accounts\":{\"a\":" + entry + "}}");

        assertThat(get("a")).contains(Entry.NONE);
    }

    private Path path() {
        return folder.resolve("tokens.json");
    }

    private void put(String account, Entry entry) {
        TokenFile.of(path()).update(account, NOW, before -> entry);
    }

    private Optional<Entry> get(String account) {
        return TokenFile.of(path()).peek(account);
    }
}
