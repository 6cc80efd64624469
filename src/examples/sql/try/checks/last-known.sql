-- Carried forward for 420 s to the millisecond, never to the next date, and over ticks that were missed or not whole.
SELECT asked.market, asked.sector, asked.t, flow.tick_at, flow.net_buy_volume
FROM (
    VALUES
    ('KSP', '0001', TIMESTAMPTZ '2026-11-20 08:59:59+09'),
    ('KSP', '0001', '2026-11-20 09:00+09'),
    ('KSP', '0001', '2026-11-20 09:00:59.999+09'),
    ('KSP', '0001', '2026-11-20 09:03+09'),
    ('KSP', '0001', '2026-11-20 09:08:30+09'),
    ('KSP', '0001', '2026-11-20 09:10+09'),
    ('KSP', '0001', '2026-11-20 09:12+09'),
    ('KSP', '0001', '2026-11-20 09:21+09'),
    ('KSP', '0001', '2026-11-20 09:21:00.001+09'),
    ('KSP', '0001', '2026-11-20 09:24+09'),
    ('KSP', '0001', '2026-11-20 09:32+09'),
    ('KSP', '0001', '2026-11-20 09:33+09'),
    ('K2I', 'F001', '2026-11-20 09:06+09'),
    ('K2I', 'F001', '2026-11-20 09:12+09'),
    ('ETF', 'T000', '2026-11-19 23:59+09'),
    ('ETF', 'T000', '2026-11-20 00:00+09'),
    ('ETF', 'T000', '2026-11-20 00:01+09'),
    ('ETF', 'T000', '2026-11-20 00:02+09')
) AS asked (market, sector, t)
LEFT JOIN flow_last_known AS flow
    ON flow.market = asked.market AND flow.sector = asked.sector AND flow.investor = 'foreigner'
    AND flow.known @> asked.t;
