-- A tick of seven rows (KSP:0001 09:10) and one with rows of two answers (KSQ:1001 09:03) are left out. Of a tick that
-- was written twice (KSP:0001 09:14) the later figures stand.
SELECT
    market, sector, tick_at, count(*) AS groups,
    sum(net_buy_volume) FILTER (WHERE investor = 'foreigner') AS foreigner
FROM flow_whole
WHERE sector IN ('0001', '1001') AND trade_date = DATE '2026-11-20'
GROUP BY market, sector, tick_at;
