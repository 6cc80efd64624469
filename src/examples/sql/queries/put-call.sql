-- Put/call ratios of KOSPI 200 options since the open, by contracts and by premium, and the foreigners' net premium in
-- calls and in puts (억원), for one date. What was traded is what the five groups without a parent have bought. Calls
-- and puts are the last known as of the tick; null is a side that was not known. Never add the two: who buys puts and
-- who buys calls expects the opposite.
--
--   psql -v trade_date=2026-11-20 -f put-call.sql

WITH side AS MATERIALIZED (
    SELECT
        sector, tick_at, known,
        CASE WHEN count(buy_volume) = 5 THEN sum(buy_volume) END AS contracts,
        CASE WHEN count(buy_value) = 5 THEN sum(buy_value) END AS premium,
        max(eok(net_buy_value, value_unit)) FILTER (WHERE investor = 'foreigner') AS foreigner_eok
    FROM flow_last_known
    WHERE market = 'K2I'
        AND sector IN ('OC01', 'OP01')
        AND trade_date = DATE :'trade_date'
        AND investor_parent IS NULL
    GROUP BY sector, tick_at, known
),
ticks AS (
    SELECT DISTINCT tick_at
    FROM side
)
SELECT
    ticks.tick_at,
    round(puts.contracts / nullif(calls.contracts, 0), 3) AS put_call_contracts,
    round(puts.premium / nullif(calls.premium, 0), 3) AS put_call_premium,
    calls.foreigner_eok AS foreigner_call_eok,
    puts.foreigner_eok AS foreigner_put_eok
FROM ticks
LEFT JOIN side AS calls ON calls.sector = 'OC01' AND calls.known @> ticks.tick_at
LEFT JOIN side AS puts ON puts.sector = 'OP01' AND puts.known @> ticks.tick_at
ORDER BY ticks.tick_at;
