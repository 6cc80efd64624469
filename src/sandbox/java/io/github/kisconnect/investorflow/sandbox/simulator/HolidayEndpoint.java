package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** Answers which days the market is open, from the day asked for on. */
final class HolidayEndpoint {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String FROM = "BASS_DT";
    private static final int DAYS = 25;

    private final TradingDays tradingDays;

    HolidayEndpoint(TradingDays tradingDays) {
        this.tradingDays = tradingDays;
    }

    Answer answer(HttpUrl url) {
        if (!url.queryParameterNames().containsAll(Set.of(FROM, "CTX_AREA_NK", "CTX_AREA_FK"))) {
            return Answer.refused(Endpoint.HOLIDAY, Refusal.FIELD_MISSING);
        }
        LocalDate from;
        try {
            from = LocalDate.parse(url.queryParameter(FROM), DATE);
        } catch (DateTimeParseException e) {
            return Answer.refused(Endpoint.HOLIDAY, Refusal.FIELD_INVALID);
        }
        List<Map<String, String>> days = Stream.iterate(from, date -> date.plusDays(1))
                .limit(DAYS)
                .map(this::day)
                .toList();
        return Answer.json(200, Bodies.success(days), new Answer.Entry(LedgerEntry.Kind.SERVED, "", null));
    }

    private Map<String, String> day(LocalDate date) {
        String open = tradingDays.isOpen(date) ? "Y" : "N";
        Map<String, String> day = new LinkedHashMap<>();
        day.put("bass_dt", DATE.format(date));
        day.put("bzdy_yn", open);
        day.put("tr_day_yn", open);
        day.put("opnd_yn", open);
        day.put("sttl_day_yn", open);
        return day;
    }
}
