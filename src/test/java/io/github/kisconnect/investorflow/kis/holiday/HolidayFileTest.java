package io.github.kisconnect.investorflow.kis.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.holiday.HolidayFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The file of holidays beside the token file")
class HolidayFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Entry ENTRY =
            new Entry(new OpenDays(TODAY, new TreeMap<>(Map.of(TODAY, true, TODAY.plusDays(5), false))), NOW);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("remembers an account's answer and last attempt")
    void remembers() {
        put("a", ENTRY);
        Entry attempt = new Entry(OpenDays.NONE, NOW.minusSeconds(5));
        put("b", attempt);

        assertThat(get("a")).contains(ENTRY);
        assertThat(get("b")).contains(attempt);
        assertThat(get("c")).contains(Entry.NONE);
        assertThat(file()).exists();
    }

    @Test
    @DisplayName("forgets an account that was neither asked for nor answered in 40 days, and no other")
    void forgets() {
        Instant longAgo = NOW.minus(Duration.ofDays(40));
        LocalDate day = TODAY.minusDays(40);
        Entry attempted = new Entry(OpenDays.NONE, longAgo);
        Entry answered = new Entry(new OpenDays(day, new TreeMap<>(Map.of(day, true))), Instant.EPOCH);
        put("attempted", attempted);
        put("answered", answered);
        put("never answered", attempted.attempted(longAgo.minusSeconds(1)));
        LocalDate before = day.minusDays(1);
        put("old", new Entry(new OpenDays(before, new TreeMap<>(Map.of(before, true))), longAgo.minusSeconds(1)));

        put("a", ENTRY);

        assertThat(get("attempted")).contains(attempted);
        assertThat(get("answered")).contains(answered);
        assertThat(get("never answered")).contains(Entry.NONE);
        assertThat(get("old")).contains(Entry.NONE);
    }

    @ParameterizedTest
    @DisplayName("takes an entry that is not as it should be for none")
    @ValueSource(
            strings = {
                "{\"asked_on\": 5}",
                "{\"asked_on\": \"today\", \"open\": {\"2026-11-23\": true}}",
                "{\"asked_on\": \"2026-11-23\", \"open\": {\"2026-11-24\": true}}",
                "{\"asked_on\": \"2026-11-23\", \"open\": {\"2026-11-23\": \"Y\", \"x\": true}}",
                "{\"asked_on\": \"2026-11-23\", \"open\": [\"2026-11-23\"]}",
                "{\"asked_on\": \"+999999999-12-31\", \"open\": {\"+999999999-12-31\": true}}",
                "{\"asked_on\": \"1970-01-01\", \"open\": {\"1970-01-01\": true, \"x\": false}}",
                "{\"attempted_at\": \"soon\"}",
                "[]",
                "null"
            })
    void oddEntry(String entry) throws IOException {
        Files.writeString(
                file(), "{\"kind\":\"kis-investor-flow-holidays\",\"version\":1,\"accounts\":{\"a\":" + entry + "}}");
        assertThat(get("a")).contains(Entry.NONE);
    }

    private Path file() {
        return folder.resolve("tokens.json.holidays");
    }

    private void put(String account, Entry entry) {
        HolidayFile.beside(folder.resolve("tokens.json")).update(account, NOW, before -> entry);
    }

    private Optional<Entry> get(String account) {
        return HolidayFile.beside(folder.resolve("tokens.json")).peek(account);
    }
}
