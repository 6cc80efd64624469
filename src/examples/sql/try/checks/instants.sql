-- The same instants in every session, and Korea's date beside them.
SELECT tick_at, received_at, served_at, previous_tick_at, trade_date, extract(epoch FROM tick_at)::bigint AS tick_epoch
FROM flow_utc
WHERE market = 'KSP' AND sector = '0001' AND trade_date <= DATE '2026-11-20' AND investor = 'foreigner'
    AND tick_at < TIMESTAMPTZ '2026-11-20 09:02+09';
