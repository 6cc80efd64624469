-- Upserts the same as flattened snapshots. Such a record is always whole, so a tick of fewer than twelve rows, or with
-- rows of two answers, has none.
DELETE FROM made
WHERE (market, sector, tick_at) IN (
    SELECT market, sector, tick_at
    FROM made
    GROUP BY market, sector, tick_at, batch
    HAVING count(*) < 12
);
DO $$
DECLARE
    column_list text := (
        SELECT string_agg(attname, ', ' ORDER BY attnum)
        FROM pg_attribute
        WHERE attrelid = 'investor_flow_snapshots'::regclass AND attnum > 0
    );
    assignments text := (
        SELECT string_agg(format('%1$I = excluded.%1$I', attname), ', ')
        FROM pg_attribute
        WHERE attrelid = 'investor_flow_snapshots'::regclass AND attnum > 0
    );
BEGIN
    FOR batch IN 1..2 LOOP
        EXECUTE format(
            'INSERT INTO investor_flow_snapshots (%1$s) SELECT %1$s FROM ('
            || ' SELECT (jsonb_populate_record(NULL::investor_flow_snapshots, jsonb_object_agg(name, value))).*'
            || ' FROM ('
            || '     SELECT market AS m, sector AS s, tick_at AS t, field.name, field.value'
            || '     FROM made CROSS JOIN LATERAL ('
            || '         SELECT CASE WHEN key ~ ''_(volume|value)$'' THEN investor || ''_'' || key ELSE key END, value'
            || '         FROM jsonb_each(to_jsonb(made) - ''batch'' - ''investor'' - ''investor_parent'')'
            || '     ) AS field (name, value)'
            || '     WHERE batch = %2$s'
            || ' ) AS fields GROUP BY m, s, t'
            || ') AS records'
            || ' ON CONFLICT (market, sector, tick_at) DO UPDATE SET %3$s',
            column_list, batch, assignments
        );
    END LOOP;
END
$$;
