-- Views for querying the flows right, in either layout: run pairs.sql, then rows.sql or snapshots.sql, then this file,
-- which may be run again.
--
-- They build on each other: investor_flow, flow_utc, flow_whole, and on that the others. Name the trade_date in each
-- query, and market and sector where you can, as constants or parameters, not as a subquery: only these conditions
-- reach the table's index, others filter afterwards.

-- How old a figure may be and still count as known. Set it as the connector is set, with
-- UPDATE flow_settings SET poll_interval = '10 s';
CREATE TABLE IF NOT EXISTS flow_settings (
    only_row      boolean  PRIMARY KEY DEFAULT true CHECK (only_row),
    max_silence   interval NOT NULL DEFAULT '300 s', -- emit.max.silence.ms; where that is 0 (never): '24 h'
    poll_interval interval NOT NULL DEFAULT '60 s',  -- poll.interval.ms, or the longest of poll.interval.overrides
    max_age       interval NOT NULL GENERATED ALWAYS AS (max_silence + 2 * poll_interval) STORED
);
INSERT INTO flow_settings DEFAULT VALUES ON CONFLICT DO NOTHING;

-- Million won in 억원 (eok won, 100 million won), as Korean traders read values. Null where the record does not say that
-- the unit is a million won: for some pairs, ETF among them, nobody has verified it.
CREATE OR REPLACE FUNCTION eok(value bigint, value_unit text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value_unit = 'MILLION_KRW' THEN round(value / 100.0, 2) END;

-- What the sink has written, with instants as timestamptz: a session in Asia/Seoul and one in UTC see the same ones.
-- The sink's own columns are UTC and do not say so: compared with now() they are nine hours off in Seoul.
CREATE OR REPLACE VIEW flow_utc AS
SELECT
    market,
    sector,
    sector_kind,
    tick_at AT TIME ZONE 'UTC' AS tick_at,
    received_at AT TIME ZONE 'UTC' AS received_at,
    served_at AT TIME ZONE 'UTC' AS served_at,
    trade_date,
    session_phase,
    previous_tick_at AT TIME ZONE 'UTC' AS previous_tick_at,
    missed_ticks,
    missed_ticks_of_day,
    correction,
    end_of_session,
    volume_unit,
    value_unit,
    investor,
    investor_parent,
    sell_volume,
    buy_volume,
    net_buy_volume,
    sell_value,
    buy_value,
    net_buy_value
FROM investor_flow;

-- Whole snapshots only: the twelve rows of one answer. Where workers write at least once, one that is killed between
-- two rows may leave a tick with fewer, or with rows of two answers. The sink may commit between two rows, too, and
-- write the others a moment later. Sum the five groups without a parent, or the seven with one, never all twelve.
CREATE OR REPLACE VIEW flow_whole AS
SELECT
    market, sector, sector_kind, tick_at, received_at, served_at, trade_date, session_phase, previous_tick_at,
    missed_ticks, missed_ticks_of_day, correction, end_of_session, volume_unit, value_unit, investor, investor_parent,
    sell_volume, buy_volume, net_buy_volume, sell_value, buy_value, net_buy_value
FROM (
    SELECT
        *,
        count(*) OVER snapshot AS row_count,
        min(received_at) OVER snapshot = max(received_at) OVER snapshot AS one_answer
    FROM flow_utc
    WINDOW snapshot AS (PARTITION BY trade_date, market, sector, tick_at)
) AS snapshot_rows
WHERE row_count = 12 AND one_answer;

-- Last known as of a tick: WHERE known @> t gives the record that was the pair's last at t. With emit.mode=changes a
-- pair without news has no record of a tick, so never join pairs on equal tick_at, but on known @> t. A record is
-- carried forward within its trade_date, and max_age at most: after that nobody knows whether anything has changed.
-- The figures of a tick were known at received_at, not at tick_at: backtests need that as a condition, too.
CREATE OR REPLACE VIEW flow_last_known AS
SELECT
    flow.market, flow.sector, flow.sector_kind, flow.tick_at, flow.received_at, flow.trade_date,
    CASE
        WHEN flow.tick_at + settings.max_age < flow.replaced_at
        THEN tstzrange(flow.tick_at, flow.tick_at + settings.max_age, '[]')
        ELSE tstzrange(flow.tick_at, flow.replaced_at, '[)')
    END AS known,
    flow.missed_ticks_of_day, flow.volume_unit, flow.value_unit, flow.investor, flow.investor_parent,
    flow.sell_volume, flow.buy_volume, flow.net_buy_volume, flow.sell_value, flow.buy_value, flow.net_buy_value
FROM (
    SELECT
        *,
        lead(tick_at, 1, (trade_date + 1)::timestamp AT TIME ZONE 'Asia/Seoul') OVER day AS replaced_at
    FROM flow_whole
    WINDOW day AS (PARTITION BY trade_date, market, sector, investor ORDER BY tick_at)
) AS flow
CROSS JOIN flow_settings AS settings;

-- Bars: what was traded since the record before of the same trade_date. A date's first record has none: it is a level.
-- With one_tick the bar is the flow of the tick at bar_end alone. Without, ticks were missed, or an offset or a record
-- was lost: it is that of all ticks since bar_start. A repeat gives 0. With correction the API took figures back.
-- A null in one of the two records is null here. So read the total of a day from its last record, not from its bars.
CREATE OR REPLACE VIEW flow_bars AS
SELECT
    bar.trade_date, bar.market, bar.sector, bar.sector_kind, bar.investor, bar.investor_parent,
    bar.record_before_at,
    CASE
        WHEN bar.one_tick THEN greatest(bar.record_before_at, bar.tick_at - settings.poll_interval)
        ELSE bar.record_before_at
    END AS bar_start,
    bar.tick_at AS bar_end,
    bar.one_tick,
    bar.missed_ticks,
    bar.correction OR coalesce(least(bar.sell_volume, bar.buy_volume, bar.sell_value, bar.buy_value) < 0, false)
        AS correction, -- the record's flag says nothing on the first record after a restart of the connector
    bar.volume_unit, bar.value_unit,
    bar.sell_volume, bar.buy_volume, bar.net_buy_volume, bar.sell_value, bar.buy_value, bar.net_buy_value
FROM (
    SELECT
        trade_date, market, sector, sector_kind, investor, investor_parent, tick_at, missed_ticks, correction,
        volume_unit, value_unit,
        lag(tick_at) OVER day AS record_before_at,
        coalesce(previous_tick_at = lag(tick_at) OVER day, false) AND missed_ticks = 0 AS one_tick,
        sell_volume - lag(sell_volume) OVER day AS sell_volume,
        buy_volume - lag(buy_volume) OVER day AS buy_volume,
        net_buy_volume - lag(net_buy_volume) OVER day AS net_buy_volume,
        sell_value - lag(sell_value) OVER day AS sell_value,
        buy_value - lag(buy_value) OVER day AS buy_value,
        net_buy_value - lag(net_buy_value) OVER day AS net_buy_value
    FROM flow_whole
    WINDOW day AS (PARTITION BY trade_date, market, sector, investor ORDER BY tick_at)
) AS bar
CROSS JOIN flow_settings AS settings
WHERE bar.record_before_at IS NOT NULL;

-- Days of a pair. A day is whole when each tick of the session was answered and believed: a record has end_of_session,
-- and its missed_ticks_of_day is 0. That record is the provisional end of the day: the market may settle later.
-- lacking_records counts records that were published right before one that is here, and are not here or not whole.
-- A date without any record has no row, so look for the dates that you expect.
CREATE OR REPLACE VIEW flow_days AS
SELECT
    trade_date,
    market,
    sector,
    count(*) AS snapshots,
    min(tick_at) AS first_tick_at,
    max(tick_at) AS last_tick_at,
    max(missed_ticks_of_day) AS missed_ticks_of_day,
    bool_or(end_of_session) AS has_end_of_session,
    bool_or(end_of_session AND missed_ticks_of_day = 0) AS whole,
    count(*) FILTER (WHERE previous_tick_at <> coalesce(record_before_at, '-infinity')) AS lacking_records
FROM (
    SELECT
        *,
        lag(tick_at) OVER (PARTITION BY trade_date, market, sector, investor ORDER BY tick_at) AS record_before_at
    FROM flow_whole
    WHERE investor = 'foreigner'
) AS snapshot
GROUP BY trade_date, market, sector;

-- The sectors that are their whole market together. Sectors overlap, so add no others: those of SIZE, and those of
-- INDUSTRY, in KSP with 0021 (finance) in the place of 0024 (securities) and 0025 (insurance), because banks and
-- holding companies are in 0021 only. Stale sectors are left out: what they held is in others.
CREATE OR REPLACE VIEW flow_breakdown AS
SELECT market, sector_kind AS breakdown, sector
FROM pairs
WHERE sector_kind IN ('SIZE', 'INDUSTRY')
    AND evidence NOT IN ('index', 'stale')
    AND NOT (market = 'KSP' AND sector IN ('0024', '0025'))
UNION ALL
SELECT market, 'INDUSTRY', sector
FROM pairs
WHERE market = 'KSP' AND sector = '0021';

-- The sums that may be made, beside the market's composite (KSP:0001, KSQ:1001), as of each of its records. A sum is
-- null while a part is not known (parts_known is below parts: not polled, or silent) or has a blank figure. Sum and
-- composite differ by rounding, during the session by up to about 0.1 %. Never add markets. A day takes seconds: name
-- an investor, or a tick_at.
CREATE OR REPLACE VIEW flow_sums AS
SELECT
    composite.trade_date,
    composite.market,
    composite.sector AS composite_sector,
    breakdown.breakdown,
    composite.investor,
    composite.tick_at,
    breakdown.parts,
    count(part.sector) AS parts_known,
    CASE WHEN count(part.sell_volume) = breakdown.parts THEN sum(part.sell_volume)::bigint END AS sell_volume,
    CASE WHEN count(part.buy_volume) = breakdown.parts THEN sum(part.buy_volume)::bigint END AS buy_volume,
    CASE WHEN count(part.net_buy_volume) = breakdown.parts THEN sum(part.net_buy_volume)::bigint END AS net_buy_volume,
    CASE WHEN count(part.sell_value) = breakdown.parts THEN sum(part.sell_value)::bigint END AS sell_value,
    CASE WHEN count(part.buy_value) = breakdown.parts THEN sum(part.buy_value)::bigint END AS buy_value,
    CASE WHEN count(part.net_buy_value) = breakdown.parts THEN sum(part.net_buy_value)::bigint END AS net_buy_value,
    composite.sell_volume AS composite_sell_volume,
    composite.buy_volume AS composite_buy_volume,
    composite.net_buy_volume AS composite_net_buy_volume,
    composite.sell_value AS composite_sell_value,
    composite.buy_value AS composite_buy_value,
    composite.net_buy_value AS composite_net_buy_value
FROM flow_whole AS composite
JOIN (
    SELECT market, breakdown, count(*) AS parts
    FROM flow_breakdown
    GROUP BY market, breakdown
) AS breakdown ON breakdown.market = composite.market
LEFT JOIN (
    SELECT flow_breakdown.breakdown, flow_last_known.*
    FROM flow_last_known
    JOIN flow_breakdown USING (market, sector)
) AS part
    ON part.breakdown = breakdown.breakdown
    AND part.trade_date = composite.trade_date
    AND part.market = composite.market
    AND part.investor = composite.investor
    AND part.known @> composite.tick_at
WHERE composite.sector_kind = 'ALL'
GROUP BY
    composite.trade_date, composite.market, composite.sector, breakdown.breakdown, composite.investor,
    composite.tick_at, breakdown.parts, composite.sell_volume, composite.buy_volume, composite.net_buy_volume,
    composite.sell_value, composite.buy_value, composite.net_buy_value;
