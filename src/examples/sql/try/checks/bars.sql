-- Plain minutes, a missed tick (09:04), a repeat (09:09), a correction (09:11; and without the flag, of K2I's
-- individuals, 09:16), a blank figure (09:12), silence (09:25); unchanged ticks before one tick's flow (K2I 09:13); a
-- lost offset (K2I 09:16); a record that the table lacks (2026-11-19). A date's first record gives no bar.
SELECT
    sector, investor, record_before_at, bar_start, bar_end, one_tick, missed_ticks, correction, sell_volume, buy_volume,
    net_buy_volume, net_buy_value
FROM flow_bars
WHERE (sector, investor) IN (('0001', 'foreigner'), ('F001', 'foreigner'), ('F001', 'individual'));
