-- Only KSP:0001 on the 19th is whole, though the table lacks one of its records. Of the others only KSP:0002 has a
-- record at the session's end, and it has missed a tick.
SELECT *
FROM flow_days
WHERE sector IN ('0001', '0002', '1001', 'F001');
