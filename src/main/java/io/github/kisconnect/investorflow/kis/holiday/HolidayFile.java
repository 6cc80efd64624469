package io.github.kisconnect.investorflow.kis.holiday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.market.Kst;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeMap;

/** The file beside {@code kis.token.file}: for each account the holiday endpoint's last answer and last request. */
public final class HolidayFile implements AccountFile.Format<HolidayFile.Entry> {
    private static final String SUFFIX = ".holidays";
    private static final Duration KEPT = Duration.ofDays(OpenDays.KEPT_DAYS);

    private HolidayFile() {}

    /** The file beside a token file, as {@link AccountFile#of}. */
    public static AccountFile<Entry> beside(Path tokenFile) {
        Path path = tokenFile.toAbsolutePath().normalize();
        return AccountFile.of(path.resolveSibling(path.getFileName() + SUFFIX), new HolidayFile());
    }

    /**
     * What the file remembers of an account.
     *
     * @param said the last answer; {@link OpenDays#NONE} when there is none
     * @param attemptedAt when the endpoint was last asked, with success or without; the epoch when never
     */
    public record Entry(OpenDays said, Instant attemptedAt) {
        static final Entry NONE = new Entry(OpenDays.NONE, Instant.EPOCH);

        Entry attempted(Instant at) {
            return new Entry(said, at);
        }

        Entry answered(OpenDays answer) {
            return new Entry(answer, attemptedAt);
        }
    }

    @Override
    public String kind() {
        return "kis-investor-flow-holidays";
    }

    @Override
    public String title() {
        return "session.holidays.api's file";
    }

    @Override
    public String without() {
        return "the holiday endpoint's answers are kept in memory only, not beside kis.token.file";
    }

    @Override
    public Entry read(JsonNode node) {
        TreeMap<LocalDate, Boolean> open = new TreeMap<>();
        node.path("open").propertyStream().forEach(day -> {
            LocalDate date = date(day.getKey());
            if (day.getValue().isBoolean()) {
                open.put(date, day.getValue().booleanValue());
            }
        });
        LocalDate askedOn = date(node.path("asked_on").asText(""));
        OpenDays said = new OpenDays(askedOn, open);
        boolean usable = said.saysOpen(askedOn).isPresent() && askedOn.isAfter(LocalDate.EPOCH);
        return new Entry(usable ? said : OpenDays.NONE, AccountFile.instant(node.path("attempted_at")));
    }

    private static LocalDate date(String text) {
        return Kst.parse(text).orElse(LocalDate.EPOCH);
    }

    @Override
    public void write(Entry entry, ObjectNode node) {
        node.put("attempted_at", entry.attemptedAt().toString());
        if (!entry.said().equals(OpenDays.NONE)) {
            node.put("asked_on", entry.said().askedOn().toString());
            ObjectNode open = node.putObject("open");
            entry.said().open().forEach((date, isOpen) -> open.put(date.toString(), isOpen));
        }
    }

    @Override
    public boolean isForgettable(Entry entry, Instant now) {
        Instant longAgo = now.minus(KEPT);
        return entry.attemptedAt().isBefore(longAgo) && entry.said().askedOn().isBefore(Kst.date(longAgo));
    }
}
