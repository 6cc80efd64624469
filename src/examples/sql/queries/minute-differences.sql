-- Net buying of each minute (with poll.interval.ms=60000), in 억원, for one pair and date. In a minute without a row
-- nothing was traded. Where one_tick is false the row is that of all minutes from bar_start to bar_end: draw it that
-- wide, or leave it out. Null is unknown, not zero. The first record of the date is a level, and has no row.
--
--   psql -v market=KSP -v sector=0001 -v trade_date=2026-11-20 -f minute-differences.sql

SELECT
    bar_start,
    bar_end,
    one_tick,
    bool_or(correction) AS correction,
    max(eok(net_buy_value, value_unit)) FILTER (WHERE investor = 'foreigner') AS foreigner_eok,
    max(eok(net_buy_value, value_unit)) FILTER (WHERE investor = 'individual') AS individual_eok,
    max(eok(net_buy_value, value_unit)) FILTER (WHERE investor = 'institution_total') AS institution_total_eok
FROM flow_bars
WHERE market = :'market'
    AND sector = :'sector'
    AND trade_date = DATE :'trade_date'
    AND investor IN ('foreigner', 'individual', 'institution_total')
GROUP BY bar_start, bar_end, one_tick
ORDER BY bar_end;
