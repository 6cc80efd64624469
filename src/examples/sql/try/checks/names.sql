-- Names come from the catalogue, quotes and commas included.
SELECT *
FROM pairs
WHERE sector IN ('0005', 'S001', 'OC04');
