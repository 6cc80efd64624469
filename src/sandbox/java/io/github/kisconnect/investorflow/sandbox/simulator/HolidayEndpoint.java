package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** Answers which days the market is open, from the day asked for on. */
final class HolidayEndpoint {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String FROM = "BASS_DT";
    private static final int DAYS = 25;

    private final TradingDays announced;
    private final HolidayWords words;

    HolidayEndpoint(TradingDays announced, HolidayWords words) {
        this.announced = announced;
        this.words = words;
    }

    Answer answer(HttpUrl url) {
        if (!url.queryParameterNames().containsAll(Set.of(FROM, "CTX_AREA_NK", "CTX_AREA_FK"))) {
            return Answer.refused(Endpoint.HOLIDAY, Refusal.FIELD_MISSING);
        }
        Optional<LocalDate> from = from(url);
        if (from.isEmpty()) {
            return Answer.refused(Endpoint.HOLIDAY, Refusal.FIELD_INVALID);
        }
        List<Map<String, String>> days = Stream.iterate(from.get(), date -> date.plusDays(1))
                .limit(DAYS)
                .filter(date -> !words.isSilent(date))
                .map(this::day)
                .toList();
        return Answer.json(200, Bodies.success(days), new Answer.Entry(LedgerEntry.Kind.SERVED, "", null));
    }

    /** What a request meets that asks from a date on of which nothing is said. */
    Optional<Fault> fault(HttpUrl url) {
        return from(url).map(words.silent()::get);
    }

    private static Optional<LocalDate> from(HttpUrl url) {
        String from = url.queryParameter(FROM);
        try {
            return Optional.ofNullable(from).map(text -> LocalDate.parse(text, DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> day(LocalDate date) {
        String open = announced.isOpen(date) != words.isWrong(date) ? "Y" : "N";
        Map<String, String> day = new LinkedHashMap<>();
        day.put("bass_dt", DATE.format(date));
        day.put("bzdy_yn", open);
        day.put("tr_day_yn", open);
        day.put("opnd_yn", open);
        day.put("sttl_day_yn", open);
        return day;
    }
}
