-- Sizes and industries are the composite, with parts that have no news (0003, 0004, 0008), and within rounding (09:04,
-- institutions). At 09:09 parts are silent, in KSQ parts are not polled: no sum.
SELECT
    market, breakdown, investor, tick_at, parts, parts_known, sell_volume, buy_volume, composite_sell_volume,
    composite_buy_volume
FROM flow_sums
WHERE trade_date = DATE '2026-11-20'
    AND investor IN ('foreigner', 'institution_total')
    AND tick_at < TIMESTAMPTZ '2026-11-20 09:10+09';
