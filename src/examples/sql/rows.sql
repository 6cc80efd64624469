-- The table of a topic with record.layout=rows, as Debezium's JDBC sink (3.6.0) fills it: a row for each investor
-- group. Run pairs.sql, this file and views.sql, in this order, in a database of their own. For record.layout=snapshot
-- run snapshots.sql in the place of this file.
--
-- The sink's settings that this table relies on:
--   collection.name.format  investor_flow_rows    (the topic's name has dots and a hyphen)
--   insert.mode             upsert                (a record that comes again replaces the earlier one)
--   primary.key.mode        record_value
--   primary.key.fields      market,sector,investor,tick_at
--   schema.evolution        none
--   field.exclude.list      market_name,market_name_en,sector_name,sector_name_en    (exact names; see table pairs)
-- The sink fails at a field that is neither a column nor excluded ("Cannot alter table … because schema evolution is
-- disabled"). So a field that a later version of the record adds needs a column, or an entry in that list, before the
-- connector is upgraded.
--
-- The sink writes Connect's timestamps as UTC without a zone, whatever the zones of worker and database. Never compare
-- them with now(): use the views, which have timestamptz.

CREATE TABLE investor_flow_rows (
    market              text         NOT NULL,
    sector              text         NOT NULL,
    sector_kind         text         NOT NULL,
    tick_at             timestamp(3) NOT NULL, -- UTC
    received_at         timestamp(3) NOT NULL, -- UTC
    served_at           timestamp(3),          -- UTC
    trade_date          date         NOT NULL, -- the date in Korea
    session_phase       text         NOT NULL,
    previous_tick_at    timestamp(3),          -- UTC
    missed_ticks        integer      NOT NULL,
    missed_ticks_of_day integer      NOT NULL,
    correction          boolean      NOT NULL,
    end_of_session      boolean      NOT NULL,
    volume_unit         text         NOT NULL,
    value_unit          text         NOT NULL,
    investor            text         NOT NULL,
    investor_parent     text,
    sell_volume         bigint,                -- figures: null where the API left them blank, not zero
    buy_volume          bigint,
    net_buy_volume      bigint,
    sell_value          bigint,
    buy_value           bigint,
    net_buy_value       bigint,
    PRIMARY KEY (market, sector, investor, tick_at)
);

-- For the views: all questions name a date, most a pair.
CREATE INDEX ON investor_flow_rows (trade_date, market, sector, (tick_at AT TIME ZONE 'UTC'));

-- The name under which views.sql finds the rows of either layout.
CREATE VIEW investor_flow AS
SELECT
    market, sector, sector_kind, tick_at, received_at, served_at, trade_date, session_phase, previous_tick_at,
    missed_ticks, missed_ticks_of_day, correction, end_of_session, volume_unit, value_unit, investor, investor_parent,
    sell_volume, buy_volume, net_buy_volume, sell_value, buy_value, net_buy_value
FROM investor_flow_rows;
