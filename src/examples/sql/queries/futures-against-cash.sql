-- KOSPI 200 futures beside the KOSPI cash market, for one investor group and date: futures in contracts and notional
-- value, cash in value (억원 both). Each side is the last known as of the tick, for one may be unchanged when the other
-- moves; null is a side that was not known. Futures open at 08:45, cash at 09:00. Never add the two.
--
--   psql -v trade_date=2026-11-20 -v investor=foreigner -f futures-against-cash.sql

WITH flow AS MATERIALIZED (
    SELECT
        market, tick_at, known,
        CASE WHEN volume_unit = 'CONTRACTS' THEN net_buy_volume END AS net_buy_contracts,
        eok(net_buy_value, value_unit) AS net_buy_eok
    FROM flow_last_known
    WHERE (market, sector) IN (('K2I', 'F001'), ('KSP', '0001'))
        AND trade_date = DATE :'trade_date'
        AND investor = :'investor'
),
ticks AS (
    SELECT DISTINCT tick_at
    FROM flow
)
SELECT
    ticks.tick_at,
    futures.net_buy_contracts AS futures_contracts,
    futures.net_buy_eok AS futures_notional_eok,
    cash.net_buy_eok AS cash_eok
FROM ticks
LEFT JOIN flow AS futures ON futures.market = 'K2I' AND futures.known @> ticks.tick_at
LEFT JOIN flow AS cash ON cash.market = 'KSP' AND cash.known @> ticks.tick_at
ORDER BY ticks.tick_at;
