-- The ten industries of a market that foreigners bought most in the ten minutes before as_of, net, in 억원. Each stock
-- counts once: see the view flow_breakdown. A sector that was not known at both ends is left out. Where missed_ticks is
-- not 0, its flow may be that of some minutes more. as_of is now, or an instant with its zone.
--
--   psql -v market=KSP -v as_of=now -f top-sectors.sql

WITH level AS MATERIALIZED (
    SELECT market, sector, known, missed_ticks_of_day, eok(net_buy_value, value_unit) AS net_buy_eok
    FROM flow_last_known
    JOIN flow_breakdown USING (market, sector)
    WHERE market = :'market'
        AND breakdown = 'INDUSTRY'
        AND trade_date = (TIMESTAMPTZ :'as_of' AT TIME ZONE 'Asia/Seoul')::date
        AND investor = 'foreigner'
)
SELECT
    rank() OVER (ORDER BY latest.net_buy_eok - earlier.net_buy_eok DESC) AS rank,
    sector,
    pairs.sector_name,
    pairs.sector_name_en,
    latest.net_buy_eok - earlier.net_buy_eok AS foreigner_eok,
    latest.missed_ticks_of_day - earlier.missed_ticks_of_day AS missed_ticks
FROM level AS latest
JOIN level AS earlier USING (market, sector)
LEFT JOIN pairs USING (market, sector)
WHERE latest.known @> TIMESTAMPTZ :'as_of'
    AND earlier.known @> (TIMESTAMPTZ :'as_of' - INTERVAL '10 minutes')
    AND latest.net_buy_eok - earlier.net_buy_eok IS NOT NULL
ORDER BY rank, sector
LIMIT 10;
