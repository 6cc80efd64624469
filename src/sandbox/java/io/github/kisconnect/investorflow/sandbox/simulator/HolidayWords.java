package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Where the holiday endpoint does not say what was announced.
 *
 * @param wrong dates, weekends as well, of which it says the opposite: N of an open one, Y of a closed one
 * @param silent dates, in KST, of which it says nothing: who asks from one of them on meets the fault, and answers from an earlier one leave it out
 */
public record HolidayWords(Set<LocalDate> wrong, Map<LocalDate, Fault> silent) {
    /** It says what was announced. */
    public static final HolidayWords RIGHT = new HolidayWords(Set.of(), Map.of());

    public HolidayWords {
        wrong = Set.copyOf(wrong);
        silent = Map.copyOf(silent);
        silent.values().forEach(fault -> {
            boolean answers = fault instanceof Fault.Slow || fault == Fault.Wire.GZIP;
            if (answers || fault instanceof Fault.Row || fault instanceof Fault.Service) {
                throw new IllegalArgumentException(fault.name() + " keeps no endpoint from answering for one date");
            }
        });
    }

    boolean isWrong(LocalDate date) {
        return wrong.contains(date);
    }

    boolean isSilent(LocalDate date) {
        return silent.containsKey(date);
    }
}
