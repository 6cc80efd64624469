-- Each of the 72 figures is where it belongs.
SELECT
    investor, investor_parent, sell_volume, buy_volume, net_buy_volume, sell_value, buy_value, net_buy_value,
    received_at, served_at
FROM flow_whole
WHERE market = 'ELW';
