package io.github.kisconnect.investorflow.kis.holiday;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.kis.endpoint.Endpoint;
import io.github.kisconnect.investorflow.kis.endpoint.Fields;
import io.github.kisconnect.investorflow.kis.endpoint.UnreadableException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which days the market is open, from a date in KST on: a row for each of several dates.
 *
 * <p>A row that cannot be read, and rows of a date that contradict each other, say nothing about their date: a day
 * wrongly taken for closed would be lost. An answer that says nothing about the date asked for is unreadable.
 */
public final class HolidayEndpoint implements Endpoint<LocalDate, OpenDays> {
    public static final HolidayEndpoint HOLIDAYS = new HolidayEndpoint();

    private HolidayEndpoint() {}

    @Override
    public String path() {
        return "/uapi/domestic-stock/v1/quotations/chk-holiday";
    }

    @Override
    public String trId() {
        return "CTCA0903R";
    }

    @Override
    public Map<String, String> query(LocalDate from) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("BASS_DT", Fields.DATE.format(from));
        query.put("CTX_AREA_NK", "");
        query.put("CTX_AREA_FK", "");
        return query;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public OpenDays read(JsonNode body, LocalDate asked) {
        OpenDays said = new OpenDays(asked, days(body.path("output")));
        if (said.saysOpen(asked).isEmpty()) {
            throw new UnreadableException(
                    RejectReason.WRONG_SHAPE, "the answer does not say whether the market is open on " + asked);
        }
        return said;
    }

    private static TreeMap<LocalDate, Boolean> days(JsonNode output) {
        Map<LocalDate, Set<Boolean>> said = new HashMap<>();
        for (JsonNode row : output) {
            Fields.date(row, "bass_dt").ifPresent(date -> isOpen(Fields.text(row, "opnd_yn"))
                    .ifPresent(open ->
                            said.computeIfAbsent(date, key -> new HashSet<>()).add(open)));
        }
        said.values().removeIf(words -> words.size() > 1);
        TreeMap<LocalDate, Boolean> days = new TreeMap<>();
        said.forEach((date, words) -> days.put(date, words.iterator().next()));
        return days;
    }

    private static Optional<Boolean> isOpen(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "Y" -> Optional.of(true);
            case "N" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
