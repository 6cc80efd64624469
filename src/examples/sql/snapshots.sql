-- The table of a topic with record.layout=snapshot, flattened, as Debezium's JDBC sink (3.6.0) fills it: one row a
-- snapshot. Run pairs.sql, this file and views.sql, in this order, in a database of their own. For record.layout=rows
-- run rows.sql in the place of this file.
--
-- The sink takes no nested structs. Flatten them in the source connector, as docs/consume.md says, or in the sink:
--   transforms                 flat
--   transforms.flat.type       org.apache.kafka.connect.transforms.Flatten$Value
--   transforms.flat.delimiter  _
--
-- The sink's settings that this table relies on:
--   collection.name.format  investor_flow_snapshots    (the topic's name has dots and a hyphen)
--   insert.mode             upsert                     (a record that comes again replaces the earlier one)
--   primary.key.mode        record_value
--   primary.key.fields      market,sector,tick_at
--   schema.evolution        none
--   field.exclude.list      market_name,market_name_en,sector_name,sector_name_en    (exact names; see table pairs)
-- The sink fails at a field that is neither a column nor excluded ("Cannot alter table … because schema evolution is
-- disabled"). So a field that a later version of the record adds needs a column, or an entry in that list, before the
-- connector is upgraded.
--
-- The sink writes Connect's timestamps as UTC without a zone, whatever the zones of worker and database. Never compare
-- them with now(): use the views, which have timestamptz.

CREATE TABLE investor_flow_snapshots (
    market                              text         NOT NULL,
    sector                              text         NOT NULL,
    sector_kind                         text         NOT NULL,
    tick_at                             timestamp(3) NOT NULL,  -- UTC
    received_at                         timestamp(3) NOT NULL,  -- UTC
    served_at                           timestamp(3),           -- UTC
    trade_date                          date         NOT NULL,  -- the date in Korea
    session_phase                       text         NOT NULL,
    previous_tick_at                    timestamp(3),           -- UTC
    missed_ticks                        integer      NOT NULL,
    missed_ticks_of_day                 integer      NOT NULL,
    correction                          boolean      NOT NULL,
    end_of_session                      boolean      NOT NULL,
    volume_unit                         text         NOT NULL,
    value_unit                          text         NOT NULL,
    foreigner_sell_volume               bigint,                 -- figures: null where the API left them blank, not zero
    foreigner_buy_volume                bigint,
    foreigner_net_buy_volume            bigint,
    foreigner_sell_value                bigint,
    foreigner_buy_value                 bigint,
    foreigner_net_buy_value             bigint,
    individual_sell_volume              bigint,
    individual_buy_volume               bigint,
    individual_net_buy_volume           bigint,
    individual_sell_value               bigint,
    individual_buy_value                bigint,
    individual_net_buy_value            bigint,
    institution_total_sell_volume       bigint,
    institution_total_buy_volume        bigint,
    institution_total_net_buy_volume    bigint,
    institution_total_sell_value        bigint,
    institution_total_buy_value         bigint,
    institution_total_net_buy_value     bigint,
    financial_investment_sell_volume    bigint,
    financial_investment_buy_volume     bigint,
    financial_investment_net_buy_volume bigint,
    financial_investment_sell_value     bigint,
    financial_investment_buy_value      bigint,
    financial_investment_net_buy_value  bigint,
    investment_trust_sell_volume        bigint,
    investment_trust_buy_volume         bigint,
    investment_trust_net_buy_volume     bigint,
    investment_trust_sell_value         bigint,
    investment_trust_buy_value          bigint,
    investment_trust_net_buy_value      bigint,
    private_fund_sell_volume            bigint,
    private_fund_buy_volume             bigint,
    private_fund_net_buy_volume         bigint,
    private_fund_sell_value             bigint,
    private_fund_buy_value              bigint,
    private_fund_net_buy_value          bigint,
    bank_sell_volume                    bigint,
    bank_buy_volume                     bigint,
    bank_net_buy_volume                 bigint,
    bank_sell_value                     bigint,
    bank_buy_value                      bigint,
    bank_net_buy_value                  bigint,
    insurance_sell_volume               bigint,
    insurance_buy_volume                bigint,
    insurance_net_buy_volume            bigint,
    insurance_sell_value                bigint,
    insurance_buy_value                 bigint,
    insurance_net_buy_value             bigint,
    other_financial_sell_volume         bigint,
    other_financial_buy_volume          bigint,
    other_financial_net_buy_volume      bigint,
    other_financial_sell_value          bigint,
    other_financial_buy_value           bigint,
    other_financial_net_buy_value       bigint,
    pension_fund_sell_volume            bigint,
    pension_fund_buy_volume             bigint,
    pension_fund_net_buy_volume         bigint,
    pension_fund_sell_value             bigint,
    pension_fund_buy_value              bigint,
    pension_fund_net_buy_value          bigint,
    other_organization_sell_volume      bigint,
    other_organization_buy_volume       bigint,
    other_organization_net_buy_volume   bigint,
    other_organization_sell_value       bigint,
    other_organization_buy_value        bigint,
    other_organization_net_buy_value    bigint,
    other_corporation_sell_volume       bigint,
    other_corporation_buy_volume        bigint,
    other_corporation_net_buy_volume    bigint,
    other_corporation_sell_value        bigint,
    other_corporation_buy_value         bigint,
    other_corporation_net_buy_value     bigint,
    PRIMARY KEY (market, sector, tick_at)
);

-- For the views: all questions name a date, most a pair.
CREATE INDEX ON investor_flow_snapshots (trade_date, market, sector, (tick_at AT TIME ZONE 'UTC'));

-- The name under which views.sql finds the rows of either layout: twelve rows of a snapshot, in the record's order.
CREATE VIEW investor_flow AS
SELECT
    market, sector, sector_kind, tick_at, received_at, served_at, trade_date, session_phase, previous_tick_at,
    missed_ticks, missed_ticks_of_day, correction, end_of_session, volume_unit, value_unit, investor, investor_parent,
    sell_volume, buy_volume, net_buy_volume, sell_value, buy_value, net_buy_value
FROM investor_flow_snapshots
CROSS JOIN LATERAL (
    VALUES
    (
        'foreigner', NULL,
        foreigner_sell_volume, foreigner_buy_volume, foreigner_net_buy_volume,
        foreigner_sell_value, foreigner_buy_value, foreigner_net_buy_value
    ),
    (
        'individual', NULL,
        individual_sell_volume, individual_buy_volume, individual_net_buy_volume,
        individual_sell_value, individual_buy_value, individual_net_buy_value
    ),
    (
        'institution_total', NULL,
        institution_total_sell_volume, institution_total_buy_volume, institution_total_net_buy_volume,
        institution_total_sell_value, institution_total_buy_value, institution_total_net_buy_value
    ),
    (
        'financial_investment', 'institution_total',
        financial_investment_sell_volume, financial_investment_buy_volume, financial_investment_net_buy_volume,
        financial_investment_sell_value, financial_investment_buy_value, financial_investment_net_buy_value
    ),
    (
        'investment_trust', 'institution_total',
        investment_trust_sell_volume, investment_trust_buy_volume, investment_trust_net_buy_volume,
        investment_trust_sell_value, investment_trust_buy_value, investment_trust_net_buy_value
    ),
    (
        'private_fund', 'institution_total',
        private_fund_sell_volume, private_fund_buy_volume, private_fund_net_buy_volume,
        private_fund_sell_value, private_fund_buy_value, private_fund_net_buy_value
    ),
    (
        'bank', 'institution_total',
        bank_sell_volume, bank_buy_volume, bank_net_buy_volume,
        bank_sell_value, bank_buy_value, bank_net_buy_value
    ),
    (
        'insurance', 'institution_total',
        insurance_sell_volume, insurance_buy_volume, insurance_net_buy_volume,
        insurance_sell_value, insurance_buy_value, insurance_net_buy_value
    ),
    (
        'other_financial', 'institution_total',
        other_financial_sell_volume, other_financial_buy_volume, other_financial_net_buy_volume,
        other_financial_sell_value, other_financial_buy_value, other_financial_net_buy_value
    ),
    (
        'pension_fund', 'institution_total',
        pension_fund_sell_volume, pension_fund_buy_volume, pension_fund_net_buy_volume,
        pension_fund_sell_value, pension_fund_buy_value, pension_fund_net_buy_value
    ),
    (
        'other_organization', NULL,
        other_organization_sell_volume, other_organization_buy_volume, other_organization_net_buy_volume,
        other_organization_sell_value, other_organization_buy_value, other_organization_net_buy_value
    ),
    (
        'other_corporation', NULL,
        other_corporation_sell_volume, other_corporation_buy_volume, other_corporation_net_buy_volume,
        other_corporation_sell_value, other_corporation_buy_value, other_corporation_net_buy_value
    )
) AS flow (
    investor, investor_parent, sell_volume, buy_volume, net_buy_volume, sell_value, buy_value, net_buy_value
);
