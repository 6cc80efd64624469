-- Upserts each batch as the sink does.
DO $$
DECLARE
    column_list text := (
        SELECT string_agg(attname, ', ' ORDER BY attnum)
        FROM pg_attribute
        WHERE attrelid = 'investor_flow_rows'::regclass AND attnum > 0
    );
    assignments text := (
        SELECT string_agg(format('%1$I = excluded.%1$I', attname), ', ')
        FROM pg_attribute
        WHERE attrelid = 'investor_flow_rows'::regclass AND attnum > 0
    );
BEGIN
    FOR batch IN 1..2 LOOP
        EXECUTE format(
            'INSERT INTO investor_flow_rows (%1$s) SELECT %1$s FROM made WHERE batch = %2$s'
            || ' ON CONFLICT (market, sector, investor, tick_at) DO UPDATE SET %3$s',
            column_list, batch, assignments
        );
    END LOOP;
END
$$;
