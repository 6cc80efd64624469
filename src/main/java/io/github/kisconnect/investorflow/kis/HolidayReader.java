package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads the answer of the holiday endpoint: a row for each of several dates.
 *
 * <p>A row that cannot be read, and rows of a date that contradict each other, say nothing of their date: a day that is wrongly taken for closed would be
 * lost. An answer that says nothing of the date that it was asked for is none.
 */
final class HolidayReader {
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private HolidayReader() {}

    /**
     * What a body says, whatever it is.
     *
     * @param asked the date asked for, the first of those to be answered
     * @param words goes over the API's words for people, which may repeat what was sent
     */
    static HolidayDesk.Outcome read(int status, byte[] body, LocalDate asked, UnaryOperator<String> words) {
        Envelope envelope = Envelope.open(body);
        if (envelope instanceof Envelope.Refusal refusal) {
            return new HolidayDesk.Outcome.Failed(KisError.ofCode(refusal.code(), refusal.message(), words));
        }
        Optional<ErrorClass> byStatus = ErrorClass.ofStatus(status);
        if (byStatus.isPresent()) {
            return new HolidayDesk.Outcome.Failed(KisError.ofStatus(byStatus.get(), status));
        }
        if (envelope instanceof Envelope.Unreadable unreadable) {
            return unreadable(status, unreadable.detail());
        }
        OpenDays said = new OpenDays(asked, days(((Envelope.Output) envelope).output()));
        return said.saysOpen(asked).isPresent()
                ? new HolidayDesk.Outcome.Said(said)
                : unreadable(status, "the answer does not say whether the market is open on " + asked);
    }

    static HolidayDesk.Outcome unreadable(int status, String detail) {
        return new HolidayDesk.Outcome.Failed(new KisError(ErrorClass.UNCLEAR, "HTTP " + status, detail));
    }

    private static TreeMap<LocalDate, Boolean> days(JsonNode output) {
        Map<LocalDate, Set<Boolean>> said = new HashMap<>();
        for (JsonNode row : output) {
            date(text(row, "bass_dt")).ifPresent(date -> isOpen(text(row, "opnd_yn"))
                    .ifPresent(open ->
                            said.computeIfAbsent(date, key -> new HashSet<>()).add(open)));
        }
        said.values().removeIf(words -> words.size() > 1);
        TreeMap<LocalDate, Boolean> days = new TreeMap<>();
        said.forEach((date, words) -> days.put(date, words.iterator().next()));
        return days;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> isOpen(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "Y" -> Optional.of(true);
            case "N" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asText("").strip();
    }
}
