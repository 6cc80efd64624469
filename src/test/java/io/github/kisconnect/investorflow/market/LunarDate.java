package io.github.kisconnect.investorflow.market;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.LocalDate;
import java.util.Date;

/**
 * A day of the Korean lunar calendar, as ICU works it out from the moon.
 *
 * <p>The Chinese one will not do: it counts in Beijing's time, and began the year 2027 a day earlier.
 *
 * @param month 1 to 12; not the leap month of that number
 */
record LunarDate(int month, int day) {
    static final LunarDate NEW_YEAR = new LunarDate(1, 1);
    static final LunarDate BUDDHAS_BIRTHDAY = new LunarDate(4, 8);
    static final LunarDate HARVEST_MOON = new LunarDate(8, 15);

    /** The day's date in a year of the common calendar. */
    LocalDate in(int year) {
        Calendar calendar =
                Calendar.getInstance(TimeZone.getTimeZone("Asia/Seoul"), new ULocale("ko_KR@calendar=dangi"));
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> isOn(calendar, date))
                .findFirst()
                .orElseThrow();
    }

    private boolean isOn(Calendar calendar, LocalDate date) {
        calendar.setTime(Date.from(date.atTime(12, 0).toInstant(Kst.ZONE)));
        return calendar.get(Calendar.IS_LEAP_MONTH) == 0
                && calendar.get(Calendar.MONTH) == month - 1
                && calendar.get(Calendar.DAY_OF_MONTH) == day;
    }
}
