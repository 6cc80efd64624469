package io.github.kisconnect.investorflow.kis.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.account.AccountFile.Use;
import io.github.kisconnect.investorflow.kis.holiday.HolidayFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    @DisplayName(
            "remembers an account's answer and last attempt, is its owner's only, and stands beside the token file with its lock")
    void remembers() throws IOException {
        assertThat(put("a", ENTRY)).isEqualTo(new Use.Done<>(Entry.NONE));
        Entry attempt = new Entry(OpenDays.NONE, NOW.minusSeconds(5));
        put("b", attempt);

        assertThat(get("a")).isEqualTo(new Use.Done<>(ENTRY));
        assertThat(get("b")).isEqualTo(new Use.Done<>(attempt));
        assertThat(HolidayFile.beside(tokenFile()).peek("a")).contains(ENTRY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file(), folder.resolve("tokens.json.holidays.lock"));
        }
    }

    @Test
    @DisplayName("is not made by a mere look")
    void looked() {
        assertThat(HolidayFile.beside(tokenFile()).peek("a")).contains(Entry.NONE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("follows no link of its name, to read or to write")
    void link() throws IOException {
        Path target = folder.resolve("target");
        Files.writeString(target, "of somebody else");
        Files.createSymbolicLink(file(), target);
        assertThat(put("a", ENTRY)).isEqualTo(new Use.Unusable<>());
        assertThat(HolidayFile.beside(tokenFile()).peek("a")).isEmpty();
        assertThat(target).hasContent("of somebody else");
        assertThat(file()).isSymbolicLink();
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

        assertThat(get("attempted")).isEqualTo(new Use.Done<>(attempted));
        assertThat(get("answered")).isEqualTo(new Use.Done<>(answered));
        assertThat(get("never answered")).isEqualTo(new Use.Done<>(Entry.NONE));
        assertThat(get("old")).isEqualTo(new Use.Done<>(Entry.NONE));
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
        assertThat(get("a")).isEqualTo(new Use.Done<>(Entry.NONE));
    }

    private Path tokenFile() {
        return folder.resolve("tokens.json");
    }

    private Path file() {
        return folder.resolve("tokens.json.holidays");
    }

    private Use<Entry> put(String account, Entry entry) {
        return HolidayFile.beside(tokenFile()).update(account, NOW, before -> entry);
    }

    private Use<Entry> get(String account) {
        return HolidayFile.beside(tokenFile()).update(account, NOW, before -> before);
    }
}
