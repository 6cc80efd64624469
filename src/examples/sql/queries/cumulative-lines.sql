-- Net buying of foreigners, individuals and institutions since the open, in 억원, for one pair and date: a line each.
-- A tick without a record has the last known figures. Null is a tick at which nothing was known: leave a gap there.
--
--   psql -v market=KSP -v sector=0001 -v trade_date=2026-11-20 -f cumulative-lines.sql

WITH line AS MATERIALIZED (
    SELECT investor, tick_at, known, eok(net_buy_value, value_unit) AS net_buy_eok
    FROM flow_last_known
    WHERE market = :'market'
        AND sector = :'sector'
        AND trade_date = DATE :'trade_date'
        AND investor IN ('foreigner', 'individual', 'institution_total')
),
ticks AS (
    SELECT generate_series(min(tick_at), max(tick_at), (SELECT poll_interval FROM flow_settings)) AS tick_at
    FROM line
)
SELECT
    ticks.tick_at,
    max(line.net_buy_eok) FILTER (WHERE line.investor = 'foreigner') AS foreigner_eok,
    max(line.net_buy_eok) FILTER (WHERE line.investor = 'individual') AS individual_eok,
    max(line.net_buy_eok) FILTER (WHERE line.investor = 'institution_total') AS institution_total_eok
FROM ticks
LEFT JOIN line ON line.known @> ticks.tick_at
GROUP BY ticks.tick_at
ORDER BY ticks.tick_at;
