-- What holds between the columns and files of GDELT; each row is an offender. Needs gdelt_export and gdelt_mentions, the
-- two files as they were read back.
SELECT 'GLOBALEVENTID is there twice' AS fault, "GLOBALEVENTID" AS id FROM gdelt_export GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'a mention has no event', "GLOBALEVENTID" FROM gdelt_mentions ANTI JOIN gdelt_export USING ("GLOBALEVENTID")
UNION ALL
SELECT 'NumMentions is not the number of mentions', e."GLOBALEVENTID"
FROM gdelt_export AS e
LEFT JOIN (SELECT "GLOBALEVENTID", count(*) AS n FROM gdelt_mentions GROUP BY ALL) AS m USING ("GLOBALEVENTID")
WHERE e."NumMentions" IS DISTINCT FROM m.n
UNION ALL
SELECT 'EventTimeDate is not DATEADDED', "GLOBALEVENTID"
FROM gdelt_export AS e JOIN gdelt_mentions AS m USING ("GLOBALEVENTID")
WHERE e."DATEADDED" <> m."EventTimeDate"
UNION ALL
SELECT 'a mention is older than its event', "GLOBALEVENTID" FROM gdelt_mentions WHERE "MentionTimeDate" < "EventTimeDate"
UNION ALL
SELECT 'EventBaseCode or EventRootCode is not the start of EventCode', "GLOBALEVENTID"
FROM gdelt_export
WHERE NOT starts_with("EventCode", "EventBaseCode") OR NOT starts_with("EventBaseCode", "EventRootCode")
UNION ALL
SELECT 'QuadClass is not that of EventRootCode', "GLOBALEVENTID"
FROM gdelt_export
WHERE "QuadClass" <> 1 + ("EventRootCode" > '05')::INT + ("EventRootCode" > '09')::INT + ("EventRootCode" > '14')::INT
UNION ALL
SELECT 'MonthYear or Year is not that of SQLDATE', "GLOBALEVENTID"
FROM gdelt_export
WHERE "SQLDATE" // 100 <> "MonthYear" OR "MonthYear" // 100 <> "Year"
    OR ("SQLDATE" IS NOT NULL AND "MonthYear" IS NULL) OR ("MonthYear" IS NOT NULL AND "Year" IS NULL)
UNION ALL
SELECT 'one of latitude and longitude is missing', "GLOBALEVENTID"
FROM gdelt_export
WHERE ("ActionGeo_Lat" IS NULL) <> ("ActionGeo_Long" IS NULL)
ORDER BY ALL;
