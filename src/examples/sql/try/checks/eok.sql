-- An unknown unit and a blank figure have no value in 억원.
SELECT eok(12345, 'MILLION_KRW') AS known, eok(12345, 'UNKNOWN') AS unknown, eok(NULL, 'MILLION_KRW') AS blank;
