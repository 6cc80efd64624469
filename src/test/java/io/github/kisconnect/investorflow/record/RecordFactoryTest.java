package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The record of a snapshot")
class RecordFactoryTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-23T01:00:00.123Z");

    private final TimeZone before = TimeZone.getDefault();
    private final SnapshotRecords records = new SnapshotRecords("kis.investor-flow", "kis.quarantine");

    @AfterEach
    void restore() {
        TimeZone.setDefault(before);
    }

    @Test
    @DisplayName("has the figures of the official sample, every one in its place")
    void officialSample() throws IOException {
        Struct value = value(emitted(COMPOSITE, officialExample()));
        assertFlow(value, "foreigner", 75588, 70298, -5290, 2818983, 2967639, 148656);
        assertFlow(value, "individual", 294375, 300449, 6074, 5131230, 5020361, -110869);
        assertFlow(value, "institution_total", 36911, 37631, 720, 2110371, 2054839, -55532);
        assertFlow(value, "financial_investment", 8493, 12126, 3633, 384357, 472598, 88241);
        assertFlow(value, "investment_trust", 4086, 3964, -122, 177374, 165434, -11940);
        assertFlow(value, "private_fund", 4833, 3029, -1804, 213413, 115551, -97861);
        assertFlow(value, "bank", 245, 51, -193, 13382, 2873, -10509);
        assertFlow(value, "insurance", 1653, 1050, -603, 79782, 50378, -29404);
        assertFlow(value, "other_financial", 230, 310, 80, 10393, 11896, 1502);
        assertFlow(value, "pension_fund", 17372, 17101, -271, 1231671, 1236109, 4439);
        assertFlow(value, "other_organization", 0, 0, 0, 0, 0, 0);
        assertFlow(value, "other_corporation", 5061, 3558, -1503, 95856, 113601, 17745);
    }

    @Test
    @DisplayName("says what was asked for, when, and in which units")
    void context() throws IOException {
        Struct value = value(Emissions.of(
                COMPOSITE, TICK, new Row(officialExample(), RECEIVED, null, "MCA00000"), TICK.minusSeconds(180), 2));
        value.validate();
        assertThat(value.getString("market")).isEqualTo("KSP");
        assertThat(value.getString("sector")).isEqualTo("0001");
        assertThat(value.getString("market_name")).isEqualTo("코스피");
        assertThat(value.getString("market_name_en")).isEqualTo("KOSPI");
        assertThat(value.getString("sector_name")).isEqualTo("코스피 종합");
        assertThat(value.getString("sector_name_en")).isEqualTo("All stocks (KOSPI composite)");
        assertThat(value.getString("sector_kind")).isEqualTo("ALL");
        assertThat(value.get("tick_at")).isEqualTo(new Date(1_795_395_600_000L));
        assertThat(value.get("received_at")).isEqualTo(new Date(1_795_395_600_123L));
        assertThat(value.get("previous_tick_at")).isEqualTo(new Date(1_795_395_420_000L));
        assertThat(value.get("trade_date")).isEqualTo(new Date(1_795_392_000_000L));
        assertThat(value.getString("session_phase")).isEqualTo("REGULAR");
        assertThat(value.getInt32("missed_ticks")).isEqualTo(2);
        assertThat(value.getString("volume_unit")).isEqualTo("THOUSAND_SHARES");
        assertThat(value.getString("value_unit")).isEqualTo("MILLION_KRW");
    }

    @Test
    @DisplayName("has key, timestamp, source partition and offset, and leaves the Kafka partition to Kafka")
    void envelope() throws IOException {
        SourceRecord source = records.record(emitted(COMPOSITE, officialExample()));
        assertThat(source.topic()).isEqualTo("kis.investor-flow");
        assertThat(source.kafkaPartition()).isNull();
        assertThat(source.key()).isEqualTo("KSP:0001");
        assertThat(source.timestamp()).isEqualTo(RECEIVED.toEpochMilli());
        assertThat(source.valueSchema()).isSameAs(FlowValue.SCHEMA);
        assertThat(source.sourcePartition()).isEqualTo(Map.of("market_sector", "KSP:0001"));
        assertThat(source.sourceOffset())
                .isEqualTo(Map.of(
                        "timestamp",
                        1_795_395_600_000L,
                        "digest",
                        "v1:5ea475839825098e",
                        "trade_date",
                        "2026-11-23",
                        "missed_ticks_of_day",
                        0L));
    }

    @Test
    @DisplayName(
            "says what the server's clock said, what was missed on the day, whether figures were taken back, and where a session ends")
    void ofTheDay() {
        Instant served = TICK.plusSeconds(1);
        Row row = new Row(Samples.all(1L), RECEIVED, served, "");
        SourceRecord source = records.record(Emissions.lastOfSession(COMPOSITE, TICK, row, "v1:0123456789abcdef"));
        Struct value = (Struct) source.value();
        assertThat(value.get("served_at")).isEqualTo(Date.from(served));
        assertThat(value.getInt32("missed_ticks")).isEqualTo(3);
        assertThat(value.getInt32("missed_ticks_of_day")).isEqualTo(7);
        assertThat(value.getBoolean("correction")).isTrue();
        assertThat(value.getBoolean("end_of_session")).isTrue();
        assertThat(source.sourceOffset())
                .extracting("missed_ticks_of_day", "earlier_digest")
                .containsExactly(7L, "v1:0123456789abcdef");
        Struct plain = value(emitted(COMPOSITE, Samples.all(1L)));
        assertThat(plain.get("served_at")).isNull();
        assertThat(plain.getBoolean("correction")).isFalse();
        assertThat(plain.getBoolean("end_of_session")).isFalse();
    }

    @Test
    @DisplayName("has the API's transaction and code in its headers, and no header for a code that was not given")
    void headers() {
        Emitted withCode = emitted(COMPOSITE, Samples.all(0L));
        assertThat(headers(withCode)).containsExactly("kis.tr_id=FHPTJ04030000", "kis.msg_cd=MCA00000");
        Emitted without = Emissions.first(COMPOSITE, TICK, Samples.all(0L));
        assertThat(headers(without)).containsExactly("kis.tr_id=FHPTJ04030000");
    }

    @Test
    @DisplayName("has null for a figure that the API left blank, and zero for zero")
    void nullFigures() {
        Snapshot snapshot = Samples.with(Samples.all(0L), InvestorGroup.BANK, Figure.BUY_VALUE, null);
        Struct value = value(emitted(COMPOSITE, snapshot));
        value.validate();
        assertThat(value.getStruct("bank").get("buy_value")).isNull();
        assertThat(value.getStruct("bank").get("sell_value")).isEqualTo(0L);
        assertThat(value.getStruct("insurance").get("buy_value")).isEqualTo(0L);
    }

    @Test
    @DisplayName("has null for the previous tick of a day's first record")
    void firstOfTheDay() {
        assertThat(value(emitted(COMPOSITE, Samples.all(0L))).get("previous_tick_at"))
                .isNull();
    }

    @Test
    @DisplayName("says UNKNOWN of a pair that the catalogue lacks, its units included, and what it knows of its market")
    void uncatalogued() {
        Struct value = value(emitted(new MarketSector("NEW", "9"), Samples.all(1L)));
        value.validate();
        for (String name : List.of("market_name", "market_name_en", "sector_name", "sector_name_en")) {
            assertThat(value.get(name)).as(name).isNull();
        }
        for (String name : List.of("sector_kind", "session_phase", "volume_unit", "value_unit")) {
            assertThat(value.get(name)).as(name).isEqualTo("UNKNOWN");
        }
        Struct newSector = value(emitted(new MarketSector("KSP", "9999"), Samples.all(1L)));
        assertThat(newSector.getString("market_name_en")).isEqualTo("KOSPI");
        assertThat(newSector.get("sector_name")).isNull();
        assertThat(newSector.getString("sector_kind")).isEqualTo("UNKNOWN");
        assertThat(newSector.getString("session_phase")).isEqualTo("REGULAR");
        assertThat(newSector.getString("volume_unit")).isEqualTo("UNKNOWN");
        assertThat(newSector.getString("value_unit")).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @DisplayName("has the units of the pair, not of its market")
    @CsvSource({
        "KSP:0001, THOUSAND_SHARES, MILLION_KRW",
        "MKI:F004, CONTRACTS, MILLION_KRW",
        "MKI:OC02, UNKNOWN, UNKNOWN",
        "KQI:F002, UNKNOWN, UNKNOWN",
        "ETF:T000, UNKNOWN, UNKNOWN"
    })
    void units(String pair, String volumeUnit, String valueUnit) {
        Struct value = value(emitted(MarketSector.parse(pair).orElseThrow(), Samples.all(1L)));
        assertThat(value.getString("volume_unit")).isEqualTo(volumeUnit);
        assertThat(value.getString("value_unit")).isEqualTo(valueUnit);
    }

    @ParameterizedTest(name = "{0}: {1} in {2}")
    @DisplayName("has the tick's date in Korea as a UTC midnight, whatever the host's zone is")
    @CsvSource({
        "2026-11-22T14:59:00Z, 2026-11-22, UTC",
        "2026-11-22T15:00:00Z, 2026-11-23, UTC",
        "2026-11-22T14:59:00Z, 2026-11-22, Asia/Seoul",
        "2026-11-22T15:00:00Z, 2026-11-23, Asia/Seoul",
        "2026-11-22T14:59:00Z, 2026-11-22, America/Los_Angeles",
        "2026-11-22T15:00:00Z, 2026-11-23, America/Los_Angeles",
        "2026-11-22T14:59:00Z, 2026-11-22, Pacific/Kiritimati",
        "2026-11-22T15:00:00Z, 2026-11-23, Pacific/Kiritimati",
        "2026-12-31T15:00:00Z, 2027-01-01, Pacific/Pago_Pago"
    })
    void tradeDate(Instant tick, String date, String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        SourceRecord source = records.record(Emissions.first(COMPOSITE, tick, Samples.all(1L)));
        Struct value = (Struct) source.value();
        assertThat(((Date) value.get("trade_date")).toInstant()).isEqualTo(Instant.parse(date + "T00:00:00Z"));
        assertThat(source.sourceOffset()).extracting("trade_date").isEqualTo(date);
        assertThat(((Date) value.get("tick_at")).toInstant()).isEqualTo(tick);
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @DisplayName("goes to the topic of its market")
    @CsvSource({
        "kis.${market}, KSP:0001, kis.ksp",
        "${market}-${market}, K2I:F001, k2i-k2i",
        "kis.${market}.flow, 999:S001, kis.999.flow",
        "kis.flow, KSQ:1001, kis.flow",
        "kis.${MARKET}, KSQ:1001, kis.${MARKET}"
    })
    void topics(String template, String pair, String topic) {
        SnapshotRecords inTopic = new SnapshotRecords(template, null);
        assertThat(inTopic.record(emitted(MarketSector.parse(pair).orElseThrow(), Samples.all(0L)))
                        .topic())
                .isEqualTo(topic);
    }

    private static Emitted emitted(MarketSector pair, Snapshot snapshot) {
        return Emissions.of(pair, TICK, new Row(snapshot, RECEIVED, null, "MCA00000"), null, 0);
    }

    private Struct value(Emitted emitted) {
        return (Struct) records.record(emitted).value();
    }

    private List<String> headers(Emitted emitted) {
        List<String> headers = new ArrayList<>();
        for (Header header : records.record(emitted).headers()) {
            headers.add(header.key() + "=" + header.value());
        }
        return headers;
    }

    private static Snapshot officialExample() throws IOException {
        JsonNode row = new ObjectMapper()
                .readTree(Samples.body("KSP-0001-official-example.json"))
                .path("output")
                .path(0);
        return Snapshot.of(
                (group, figure) -> Long.valueOf(row.path(group.apiField(figure)).textValue()));
    }

    private static void assertFlow(Struct value, String group, long... figures) {
        Struct flow = value.getStruct(group);
        assertThat(new long[] {
                    flow.getInt64("sell_volume"),
                    flow.getInt64("buy_volume"),
                    flow.getInt64("net_buy_volume"),
                    flow.getInt64("sell_value"),
                    flow.getInt64("buy_value"),
                    flow.getInt64("net_buy_value")
                })
                .as(group)
                .containsExactly(figures);
    }
}
