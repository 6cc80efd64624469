package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Rejects;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected is written down once more here, so that no mistake of the reading code can hide in it. */
@DisplayName("The source offsets that version 0.1.0 has stored")
class GoldenOffsetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTOR = "connector-39fc807d";
    private static final Instant TICK = Instant.parse("2026-11-25T04:42:13Z");
    private static final LocalDate DATE = LocalDate.of(2026, 11, 25);
    /** Ticks of a second since midnight. */
    private static final int MISSED = 49_333;

    private static final String RECORD = "v1:55244e1d993ee180";
    private static final String BEFORE_REJECT = "v1:5ea475839825098e";

    @Test
    @DisplayName("are read as what they remember")
    void read() {
        assertThat(GoldenOffset.of("0.1.0").stream().map(GoldenOffsetsTest::read))
                .containsExactly(
                        published(RECORD, MISSED),
                        published(BEFORE_REJECT, MISSED),
                        new Published(TICK, null, null),
                        published(Samples.all(0L).digest(), MISSED));
    }

    @Test
    @DisplayName("before it was released are read, too: they do not tell what was missed")
    void readEarlier() {
        assertThat(GoldenOffset.of("before-0.1.0").stream().map(GoldenOffsetsTest::read))
                .containsExactly(
                        published(RECORD, null),
                        published(BEFORE_REJECT, null),
                        new Published(TICK, null, null),
                        published(Samples.all(0L).digest(), null));
    }

    @Test
    @DisplayName("are what this version stores, to the letter, so that one that is put back finds them, too")
    void written() {
        Reject reject = Rejects.of(RejectReason.NOT_JSON, "no JSON");
        MarketSector struck = new MarketSector("KSP", "0001");
        MarketSector neverGood = new MarketSector("K2I", "F001");
        MarketSector still = new MarketSector("KSQ", "1001");
        Published before = published(BEFORE_REJECT, MISSED);
        assertThat(List.of(
                        written(
                                "record",
                                new MarketSector("KSP", "0027"),
                                SourceOffsets.offset(published(RECORD, MISSED))),
                        written(
                                "reject after a record",
                                struck,
                                SourceOffsets.offset(new Rejected(struck, TICK.plusSeconds(1), reject, before))),
                        written(
                                "reject without a record",
                                neverGood,
                                SourceOffsets.offset(new Rejected(neverGood, TICK, reject, null))),
                        written(
                                "zeros",
                                still,
                                SourceOffsets.offset(published(Samples.all(0L).digest(), MISSED)))))
                .isEqualTo(GoldenOffset.of("0.1.0"));
    }

    private static Published published(String digest, Integer missedTicks) {
        return new Published(TICK, digest, DATE, missedTicks, null);
    }

    private static Published read(GoldenOffset golden) {
        try {
            return SourceOffsets.read(JSON.readValue(golden.value(), new TypeReference<Map<String, Object>>() {}))
                    .orElseThrow();
        } catch (JsonProcessingException e) {
            throw new AssertionError(golden.value(), e);
        }
    }

    /** As Connect does: the key is a list of the connector's name and the source partition, each map in its own order. */
    private static GoldenOffset written(String kind, MarketSector pair, Map<String, Object> offset) {
        try {
            return new GoldenOffset(
                    kind,
                    JSON.writeValueAsString(List.of(CONNECTOR, SourceOffsets.partition(pair))),
                    JSON.writeValueAsString(offset));
        } catch (JsonProcessingException e) {
            throw new AssertionError(offset.toString(), e);
        }
    }
}
