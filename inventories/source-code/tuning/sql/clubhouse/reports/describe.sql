-- Descriptions of members, in the universal order.
DESCRIBE tab;
SELECT name AS principal, description, 'RSA' AS label FROM member ORDER BY description DESC;
SELECT m.name, h.cipher FROM member m JOIN harmony h USING (id) WHERE h.signature = 'G major';
