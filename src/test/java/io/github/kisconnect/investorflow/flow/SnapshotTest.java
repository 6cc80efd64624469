package io.github.kisconnect.investorflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A snapshot")
class SnapshotTest {
    private static final Snapshot ZEROS = Samples.all(0L);
    private static final Snapshot BLANKS = Samples.all(null);

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("has the digest of version 1 that was computed elsewhere, over the text that the Javadoc describes")
    @CsvSource({
        "KSP-0001-official-example.json, v1:5ea475839825098e",
        "KSP-0027-captured-2024-07-02.json, v1:55244e1d993ee180"
    })
    void digestOfSamples(String fileName, String digest) throws IOException {
        JsonNode row = new ObjectMapper()
                .readTree(Samples.body(fileName))
                .path("output")
                .path(0);
        Snapshot snapshot = Snapshot.of(
                (group, figure) -> Long.valueOf(row.path(group.apiField(figure)).textValue()));
        assertThat(snapshot.digest()).isEqualTo(digest);
        assertThat(snapshot).hasToString(digest);
    }

    static Stream<String> goldenDigests() throws IOException {
        try (InputStream stream = SnapshotTest.class.getResourceAsStream("digests-v1.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    /** The file was made without this code, and never changes: stored offsets have such digests. */
    @ParameterizedTest
    @MethodSource("goldenDigests")
    @DisplayName("has the digest that the file of version 1 has for its figures")
    void goldenDigest(String line) {
        String[] parts = line.split("; ", 3);
        String[] figures = parts[2].split(",", -1);
        int[] next = {0};
        Snapshot snapshot = Snapshot.of((group, figure) -> {
            String text = figures[next[0]++];
            return text.isEmpty() ? null : Long.valueOf(text);
        });
        assertThat(next[0]).isEqualTo(figures.length).isEqualTo(72);
        assertThat(snapshot.digest()).isEqualTo(parts[1]);
    }

    @Test
    @DisplayName("is another one, by equality and by digest, when any single figure differs")
    void everyFigureCounts() {
        Set<String> digests = new HashSet<>(Set.of(ZEROS.digest()));
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                for (Long value : new Long[] {null, 1L, -1L}) {
                    Snapshot other = Samples.with(ZEROS, group, figure, value);
                    assertThat(other).isNotEqualTo(ZEROS);
                    assertThat(digests.add(other.digest())).isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("is equal to one with the same figures, also beyond the numbers that Java keeps as one object")
    void equality() {
        Snapshot one = Samples.random(new Random(7));
        Snapshot same = Snapshot.of((group, figure) -> {
            Long value = one.figure(group, figure);
            return value == null ? null : Long.valueOf(value.toString());
        });
        assertThat(same).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(same.digest()).isEqualTo(one.digest());
        assertThat(one).isNotEqualTo(one.digest()).isNotEqualTo(null);
    }

    @Test
    @DisplayName("gives each figure back as it was put in")
    void figures() {
        Snapshot counting = Samples.counting();
        assertThat(counting.figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME)).isEqualTo(1);
        assertThat(counting.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VOLUME))
                .isEqualTo(7);
        assertThat(counting.figure(InvestorGroup.PRIVATE_FUND, Figure.NET_BUY_VOLUME))
                .isEqualTo(33);
        assertThat(counting.figure(InvestorGroup.OTHER_CORPORATION, Figure.NET_BUY_VALUE))
                .isEqualTo(72);
    }

    @Test
    @DisplayName("is blank only when all is blank, and all zero only when all is zero")
    void blankAndZero() {
        assertThat(BLANKS.isBlank()).isTrue();
        assertThat(BLANKS.isAllZero()).isFalse();
        assertThat(ZEROS.isBlank()).isFalse();
        assertThat(ZEROS.isAllZero()).isTrue();
        Snapshot oneZero = Samples.with(BLANKS, InvestorGroup.BANK, Figure.BUY_VALUE, 0L);
        assertThat(oneZero.isBlank()).isFalse();
        assertThat(oneZero.isAllZero()).isFalse();
        Snapshot oneFigure = Samples.with(ZEROS, InvestorGroup.OTHER_CORPORATION, Figure.NET_BUY_VALUE, -1L);
        assertThat(oneFigure.isAllZero()).isFalse();
        assertThat(Samples.with(ZEROS, InvestorGroup.BANK, Figure.BUY_VALUE, null)
                        .isAllZero())
                .isFalse();
    }
}
