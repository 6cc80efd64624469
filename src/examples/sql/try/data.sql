-- What a topic had on two dates, as rows: every case that the views are about, once. "made" has the columns of
-- investor_flow_rows; batches are upserted one after the other, as a sink does.
CREATE TABLE made (
    batch integer, market text, sector text, sector_kind text, tick_at timestamp(3), received_at timestamp(3),
    served_at timestamp(3), trade_date date, session_phase text, previous_tick_at timestamp(3), missed_ticks integer,
    missed_ticks_of_day integer, correction boolean, end_of_session boolean, volume_unit text, value_unit text,
    investor text, investor_parent text, sell_volume bigint, buy_volume bigint, net_buy_volume bigint,
    sell_value bigint, buy_value bigint, net_buy_value bigint
);

-- Times are KST and become the UTC that the sink writes. Figures are {sell, buy} of foreigners, individuals and
-- institutions in volume; value is price million won for each. All institutions are financial_investment, the other
-- groups have zeros. Arrives: seconds from tick to answer. Groups: how many of the twelve rows were written.
CREATE PROCEDURE make(
    pair text, tick text, previous text, missed integer, missed_of_day integer,
    foreigner bigint[], individual bigint[], institution bigint[],
    correction boolean DEFAULT false, end_of_session boolean DEFAULT false,
    batch integer DEFAULT 1, arrives integer DEFAULT 1, groups integer DEFAULT 12
)
LANGUAGE sql
AS $$
    INSERT INTO made
    SELECT
        batch, code.market, code.sector,
        (SELECT pairs.sector_kind FROM pairs WHERE pairs.market = code.market AND pairs.sector = code.sector),
        instant.tick, instant.tick + arrives * INTERVAL '1 second', instant.tick + arrives * INTERVAL '1 second',
        make.tick::date, 'REGULAR',
        (make.previous::timestamp AT TIME ZONE 'Asia/Seoul') AT TIME ZONE 'UTC',
        missed, missed_of_day, correction, end_of_session, unit.volume, unit.value,
        investor.name, investor.parent,
        figure.sell, figure.buy, figure.buy - figure.sell,
        figure.sell * unit.price, figure.buy * unit.price, (figure.buy - figure.sell) * unit.price
    FROM (SELECT split_part(pair, ':', 1), split_part(pair, ':', 2)) AS code (market, sector)
    CROSS JOIN (SELECT (make.tick::timestamp AT TIME ZONE 'Asia/Seoul') AT TIME ZONE 'UTC') AS instant (tick)
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN market IN ('KSP', 'KSQ') THEN 'THOUSAND_SHARES' WHEN market = 'K2I' THEN 'CONTRACTS'
                ELSE 'UNKNOWN' END,
            CASE WHEN market = 'ETF' THEN 'UNKNOWN' ELSE 'MILLION_KRW' END,
            CASE sector WHEN 'OP01' THEN 50 ELSE 100 END
    ) AS unit (volume, value, price)
    CROSS JOIN (
        VALUES
        (1, 'foreigner', NULL), (2, 'individual', NULL), (3, 'institution_total', NULL),
        (4, 'financial_investment', 'institution_total'), (5, 'investment_trust', 'institution_total'),
        (6, 'private_fund', 'institution_total'), (7, 'bank', 'institution_total'),
        (8, 'insurance', 'institution_total'), (9, 'other_financial', 'institution_total'),
        (10, 'pension_fund', 'institution_total'), (11, 'other_organization', NULL), (12, 'other_corporation', NULL)
    ) AS investor (number, name, parent)
    CROSS JOIN LATERAL (
        SELECT
            CASE number WHEN 1 THEN foreigner[1] WHEN 2 THEN individual[1] WHEN 3 THEN institution[1]
                WHEN 4 THEN institution[1] ELSE 0 END,
            CASE number WHEN 1 THEN foreigner[2] WHEN 2 THEN individual[2] WHEN 3 THEN institution[2]
                WHEN 4 THEN institution[2] ELSE 0 END
    ) AS figure (sell, buy)
    WHERE investor.number <= groups
$$;

-- KSP:0001 on the date before: whole, but the record of 20:08 was lost on its way to the database.
CALL make('KSP:0001', '2026-11-19 20:07', NULL, 0, 0, '{900,950}', '{900,830}', '{200,220}');
CALL make('KSP:0001', '2026-11-19 20:09', '2026-11-19 20:08', 0, 0, '{900,1000}', '{900,790}', '{200,210}',
    end_of_session => true);

-- KSP:0001: zeros, two plain minutes, a missed tick (09:03), a repeat after 300 s (09:09), a worker killed after seven
-- rows (09:10), a correction (09:11), a blank figure (09:12), the same tick twice with other figures (09:14), silence.
CALL make('KSP:0001', '2026-11-20 09:00', NULL, 0, 0, '{0,0}', '{0,0}', '{0,0}');
CALL make('KSP:0001', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{100,160}', '{200,150}', '{50,40}');
CALL make('KSP:0001', '2026-11-20 09:02', '2026-11-20 09:01', 0, 0, '{110,200}', '{260,180}', '{70,60}');
CALL make('KSP:0001', '2026-11-20 09:04', '2026-11-20 09:02', 1, 1, '{150,260}', '{300,210}', '{90,70}');
CALL make('KSP:0001', '2026-11-20 09:09', '2026-11-20 09:04', 0, 1, '{150,260}', '{300,210}', '{90,70}');
CALL make('KSP:0001', '2026-11-20 09:10', '2026-11-20 09:09', 0, 1, '{155,290}', '{370,230}', '{95,75}', groups => 7);
CALL make('KSP:0001', '2026-11-20 09:11', '2026-11-20 09:09', 1, 2, '{140,300}', '{380,240}', '{100,80}',
    correction => true);
CALL make('KSP:0001', '2026-11-20 09:12', '2026-11-20 09:11', 0, 2, '{160,NULL}', '{390,250}', '{110,90}');
CALL make('KSP:0001', '2026-11-20 09:13', '2026-11-20 09:12', 0, 2, '{170,350}', '{420,260}', '{120,100}');
CALL make('KSP:0001', '2026-11-20 09:14', '2026-11-20 09:13', 0, 2, '{175,360}', '{430,265}', '{125,105}');
CALL make('KSP:0001', '2026-11-20 09:14', '2026-11-20 09:13', 0, 2, '{180,370}', '{440,270}', '{130,110}',
    batch => 2, arrives => 20);
CALL make('KSP:0001', '2026-11-20 09:25', '2026-11-20 09:14', 10, 12, '{200,420}', '{500,300}', '{150,130}');

-- The sizes. Together they are KSP:0001, but for 1 in the institutions' buying at 09:04. 0003 and 0004 have no news
-- after 09:01. 0002 has a record at the session's end, but has missed a tick.
CALL make('KSP:0002', '2026-11-20 09:00', NULL, 0, 0, '{0,0}', '{0,0}', '{0,0}');
CALL make('KSP:0003', '2026-11-20 09:00', NULL, 0, 0, '{0,0}', '{0,0}', '{0,0}');
CALL make('KSP:0004', '2026-11-20 09:00', NULL, 0, 0, '{0,0}', '{0,0}', '{0,0}');
CALL make('KSP:0002', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{60,100}', '{120,90}', '{30,20}');
CALL make('KSP:0003', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{30,40}', '{60,40}', '{15,15}');
CALL make('KSP:0004', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{10,20}', '{20,20}', '{5,5}');
CALL make('KSP:0002', '2026-11-20 09:02', '2026-11-20 09:01', 0, 0, '{70,140}', '{180,120}', '{50,40}');
CALL make('KSP:0002', '2026-11-20 09:04', '2026-11-20 09:02', 1, 1, '{110,200}', '{220,150}', '{70,51}');
CALL make('KSP:0002', '2026-11-20 09:12', '2026-11-20 09:04', 0, 1, '{150,300}', '{350,200}', '{80,80}');
CALL make('KSP:0002', '2026-11-20 20:09', '2026-11-20 20:08', 0, 1, '{900,990}', '{900,800}', '{50,60}',
    end_of_session => true);

-- All industries, and the groups and the stale sector that must not be added.
DO $$
DECLARE
    sector text;
BEGIN
    FOREACH sector IN ARRAY ARRAY[
        '0005', '0006', '0007', '0008', '0009', '0010', '0011', '0012', '0013', '0014', '0015', '0016', '0017', '0018',
        '0019', '0020', '0021', '0022', '0024', '0025', '0026', '0027', '0028', '0029', '0030'
    ]
    LOOP
        CALL make('KSP:' || sector, '2026-11-20 09:00', NULL, 0, 0, '{0,0}', '{0,0}', '{0,0}');
    END LOOP;
END
$$;
CALL make('KSP:0008', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{40,40}', '{80,60}', '{20,15}');
CALL make('KSP:0013', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{40,80}', '{80,60}', '{20,15}');
CALL make('KSP:0021', '2026-11-20 09:01', '2026-11-20 09:00', 0, 0, '{20,40}', '{40,30}', '{10,10}');
CALL make('KSP:0013', '2026-11-20 09:02', '2026-11-20 09:01', 0, 0, '{50,110}', '{120,90}', '{40,30}');
CALL make('KSP:0021', '2026-11-20 09:02', '2026-11-20 09:01', 0, 0, '{20,50}', '{60,30}', '{10,15}');
CALL make('KSP:0022', '2026-11-20 09:02', '2026-11-20 09:00', 0, 0, '{1,2}', '{1,2}', '{1,2}');
CALL make('KSP:0024', '2026-11-20 09:02', '2026-11-20 09:00', 0, 0, '{10,20}', '{20,10}', '{5,5}');
CALL make('KSP:0025', '2026-11-20 09:02', '2026-11-20 09:00', 0, 0, '{5,9}', '{9,5}', '{2,2}');
CALL make('KSP:0027', '2026-11-20 09:02', '2026-11-20 09:00', 0, 0, '{90,150}', '{200,150}', '{60,45}');
CALL make('KSP:0013', '2026-11-20 09:04', '2026-11-20 09:02', 1, 1, '{90,170}', '{160,120}', '{60,40}');
CALL make('KSP:0021', '2026-11-20 09:10', '2026-11-20 09:07', 2, 2, '{30,110}', '{90,30}', '{20,15}');
CALL make('KSP:0005', '2026-11-20 09:10', '2026-11-20 09:05', 0, 0, '{0,0}', '{0,0}', '{0,0}');
CALL make('KSP:0027', '2026-11-20 09:12', '2026-11-20 09:02', 0, 0, '{90,990}', '{1000,150}', '{60,45}');
CALL make('KSP:0024', '2026-11-20 09:12', '2026-11-20 09:02', 0, 0, '{10,99}', '{99,10}', '{5,5}');
CALL make('KSP:0008', '2026-11-20 09:12', '2026-11-20 09:01', 0, 0, '{60,50}', '{90,100}', '{20,20}');
CALL make('KSP:0013', '2026-11-20 09:13', '2026-11-20 09:04', 0, 1, '{100,200}', '{200,120}', '{60,40}');

-- KSQ: only one of the three sizes is polled. At 09:03 a worker was killed, and rows of two answers stand together.
CALL make('KSQ:1001', '2026-11-20 09:01', NULL, 0, 0, '{50,60}', '{90,85}', '{30,25}');
CALL make('KSQ:1002', '2026-11-20 09:01', NULL, 0, 0, '{20,25}', '{40,35}', '{10,10}');
CALL make('KSQ:1001', '2026-11-20 09:03', '2026-11-20 09:01', 0, 0, '{55,66}', '{99,93}', '{31,26}');
CALL make('KSQ:1001', '2026-11-20 09:03', '2026-11-20 09:01', 0, 0, '{56,67}', '{99,93}', '{31,26}',
    batch => 2, arrives => 20, groups => 5);

-- K2I:F001: a late start (09:07), an unchanged side (to 09:13), and an offset that was lost (09:16).
CALL make('K2I:F001', '2026-11-20 09:07', NULL, 22, 22, '{1000,1500}', '{800,700}', '{700,300}');
CALL make('K2I:F001', '2026-11-20 09:08', '2026-11-20 09:07', 0, 22, '{1010,1530}', '{820,710}', '{720,310}');
CALL make('K2I:F001', '2026-11-20 09:13', '2026-11-20 09:08', 0, 22, '{1050,1540}', '{830,740}', '{730,330}');
CALL make('K2I:F001', '2026-11-20 09:16', NULL, 31, 53, '{1060,1560}', '{825,750}', '{740,330}');

-- K2I's calls and puts. A put's premium is half of a call's here.
CALL make('K2I:OC01', '2026-11-20 09:01', NULL, 0, 0, '{10,30}', '{40,25}', '{10,5}');
CALL make('K2I:OC01', '2026-11-20 09:05', '2026-11-20 09:01', 0, 0, '{20,60}', '{70,45}', '{30,15}');
CALL make('K2I:OP01', '2026-11-20 09:02', NULL, 0, 0, '{20,15}', '{10,18}', '{15,12}');
CALL make('K2I:OP01', '2026-11-20 09:03', '2026-11-20 09:02', 0, 0, '{40,20}', '{20,46}', '{30,24}');

-- ETF:T000 has no known units. Polled around the clock: what was known on one date is not known on the next.
CALL make('ETF:T000', '2026-11-19 23:58', NULL, 0, 0, '{10,30}', '{40,25}', '{10,5}');
CALL make('ETF:T000', '2026-11-20 00:02', NULL, 0, 0, '{1,3}', '{4,3}', '{1,0}');

-- ELW:W000: each of the 72 figures is another one.
INSERT INTO made
SELECT
    1, 'ELW', 'W000', 'PRODUCT', '2026-11-18 01:30', '2026-11-18 01:30:00.062', NULL, '2026-11-18', 'REGULAR', NULL, 0,
    0, false, false, 'UNKNOWN', 'UNKNOWN', name, parent,
    number * 10 + 1, number * 10 + 2, number * 10 + 3, number * 10 + 4, number * 10 + 5, number * 10 + 6
FROM (
    VALUES
    (1, 'foreigner', NULL), (2, 'individual', NULL), (3, 'institution_total', NULL),
    (4, 'financial_investment', 'institution_total'), (5, 'investment_trust', 'institution_total'),
    (6, 'private_fund', 'institution_total'), (7, 'bank', 'institution_total'), (8, 'insurance', 'institution_total'),
    (9, 'other_financial', 'institution_total'), (10, 'pension_fund', 'institution_total'),
    (11, 'other_organization', NULL), (12, 'other_corporation', NULL)
) AS investor (number, name, parent);
