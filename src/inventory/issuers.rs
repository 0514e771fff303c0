use rusqlite::Connection;

use super::InventoryError;
use super::scope::RootKeys;

/// Interchangeable issuers (same name, same key: cross-signed or renewed) that one certificate is
/// linked to. A bound, so that a directory of look-alikes does not give a square of edges.
const LINKED: i64 = 4;

/// The same of issuers of one name that no identifier tells apart: they may have different keys, and every one is waited for.
const LOOK_ALIKES: i64 = 16;

/// Families of keys and signatures that are told apart for certain, each as its keys call it.
const FAMILIES: &str = "('EC', 'RSA', 'EdDSA', 'ML-DSA', 'SLH-DSA')";

/// Makes the edges from certificates to the certificates that issued them anew, over all that is current.
///
/// The names must be equal and the authority key identifier must name the issuer's subject key
/// identifier (RFC 5280 section 4.2.1.1). Where one of the two is missing, the name tells; where it leaves several
/// candidates, each may be the one whose key signed it, and it is linked to all of them: to authorities if any of them is
/// one, and to none with a key that cannot make its signature. A self-signed certificate has no issuer but itself.
pub(super) fn resolve(connection: &Connection) -> Result<(), InventoryError> {
    connection.execute_batch("DELETE FROM relation WHERE input = 0")?;
    let current = RootKeys::ALL.reachable();
    connection.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.current_certificate;
         DROP TABLE IF EXISTS temp.named_key;
         DROP TABLE IF EXISTS temp.issuer_group;
         DROP TABLE IF EXISTS temp.name_group;
         DROP TABLE IF EXISTS temp.look_alike;

         CREATE TEMP TABLE current_certificate AS
             SELECT c.*, a.id AS id FROM certificate c JOIN asset a ON a.key = c.asset
             WHERE c.asset IN ({current});

         -- Certificates of one name and key, the first few of them.
         CREATE TEMP TABLE named_key AS
             SELECT subject, skid, asset FROM (
                 SELECT subject, skid, asset,
                     row_number() OVER (PARTITION BY subject, skid ORDER BY id) AS rank
                 FROM current_certificate WHERE skid IS NOT NULL AND subject <> '')
             WHERE rank <= {LINKED};
         CREATE INDEX temp.named_key_order ON named_key (subject, skid);

         -- Candidates by name alone: how many there are, and two of them.
         CREATE TEMP TABLE name_group AS
             SELECT subject, count(*) AS count, min(asset) AS one, max(asset) AS other
             FROM current_certificate WHERE subject <> '' GROUP BY subject;
         CREATE INDEX temp.name_group_order ON name_group (subject);
         CREATE TEMP TABLE issuer_group AS
             SELECT subject, count(*) AS count, min(asset) AS one, max(asset) AS other
             FROM current_certificate WHERE subject <> '' AND skid IS NULL GROUP BY subject;
         CREATE INDEX temp.issuer_group_order ON issuer_group (subject);

         -- Where there are several, those that certify if any does, the first few of each family of keys.
         CREATE TEMP TABLE look_alike AS
             SELECT subject, skid, asset, family FROM (
                 SELECT *, row_number() OVER (PARTITION BY subject, family ORDER BY id) AS rank
                 FROM (
                     SELECT c.*, json_extract(a.properties, '$.is_ca') AS is_ca,
                         iif(json_extract(a.properties, '$.key_algorithm.family') LIKE 'RSA%', 'RSA',
                             json_extract(a.properties, '$.key_algorithm.family')) AS family,
                         max(json_extract(a.properties, '$.is_ca')) OVER (PARTITION BY c.subject) AS has_ca
                     FROM current_certificate c
                     JOIN name_group g ON g.subject = c.subject JOIN asset a ON a.key = c.asset
                     WHERE g.count > 1
                     AND c.subject IN (SELECT issuer FROM current_certificate WHERE NOT self_signed))
                 WHERE is_ca = has_ca)
             WHERE rank <= {LOOK_ALIKES};
         CREATE INDEX temp.look_alike_order ON look_alike (subject);

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, i.asset, 'issuer', 0, 0
             FROM current_certificate c
             JOIN named_key i ON i.subject = c.issuer AND i.skid = c.akid
             WHERE NOT c.self_signed AND i.asset <> c.asset;

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, iif(g.one = c.asset, g.other, g.one), 'issuer', 0, 0
             FROM current_certificate c JOIN name_group g ON g.subject = c.issuer
             WHERE NOT c.self_signed AND c.akid IS NULL
             AND g.count = 1 + (c.subject = c.issuer)
             AND iif(g.one = c.asset, g.other, g.one) <> c.asset;

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, iif(g.one = c.asset, g.other, g.one), 'issuer', 0, 0
             FROM current_certificate c JOIN issuer_group g ON g.subject = c.issuer
             WHERE NOT c.self_signed AND c.akid IS NOT NULL
             AND g.count = 1 + (c.subject = c.issuer AND c.skid IS NULL)
             AND iif(g.one = c.asset, g.other, g.one) <> c.asset
             AND NOT EXISTS (SELECT 1 FROM named_key k
                 WHERE k.subject = c.issuer AND k.skid = c.akid);

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, l.asset, 'issuer', 0, 0
             FROM (
                 SELECT c.asset, c.issuer, c.akid,
                     CASE WHEN s.family LIKE 'RSA%' THEN 'RSA' WHEN s.family = 'ECDSA' THEN 'EC' ELSE s.family END AS family
                 FROM current_certificate c
                 JOIN (SELECT key, json_extract(properties, '$.signature_algorithm.family') AS family FROM asset) s
                     ON s.key = c.asset
                 WHERE NOT c.self_signed AND c.issuer IN (SELECT subject FROM look_alike)
                 AND NOT EXISTS (SELECT 1 FROM named_key k
                     WHERE k.subject = c.issuer AND k.skid = c.akid)) c
             JOIN look_alike l ON l.subject = c.issuer AND l.asset <> c.asset
             WHERE (c.akid IS NULL OR l.skid IS NULL)
             AND (c.family = l.family OR c.family IS NULL OR l.family IS NULL
                 OR c.family NOT IN {FAMILIES} OR l.family NOT IN {FAMILIES});

         DROP TABLE temp.current_certificate;
         DROP TABLE temp.named_key;
         DROP TABLE temp.issuer_group;
         DROP TABLE temp.name_group;
         DROP TABLE temp.look_alike;"
    ))?;
    Ok(())
}
