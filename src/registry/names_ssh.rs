//! SSH names: RFC 4253, RFC 4419, RFC 5656, RFC 8268, RFC 8332, RFC 8709, RFC 8731, RFC 9142, RFC 9941,
//! OpenSSH `PROTOCOL`. Names of algorithms that exist elsewhere point to their rows; key-exchange methods,
//! which bind a group to a hash, are rows themselves.

use super::Row;

const fn finite(name: &'static str, bits: &'static str, digest: &'static str) -> Row {
    Row::new(name, "DH").set(bits).digest(digest)
}

const fn elliptic(name: &'static str, curve: &'static str, digest: &'static str) -> Row {
    Row::new(name, "ECDH").curve(curve).digest(digest)
}

/// Classical key-exchange methods.
#[rustfmt::skip] // one row a line
pub(super) const SSH_KEX: &[Row] = &[
    finite("diffie-hellman-group1-sha1", "1024", "SHA-1"),
    finite("diffie-hellman-group14-sha1", "2048", "SHA-1"),
    finite("diffie-hellman-group14-sha256", "2048", "SHA-256").aliases(&["diffie-hellman-group14-sha256@ssh.com"]),
    finite("diffie-hellman-group15-sha512", "3072", "SHA-512"),
    finite("diffie-hellman-group16-sha512", "4096", "SHA-512"),
    finite("diffie-hellman-group17-sha512", "6144", "SHA-512"),
    finite("diffie-hellman-group18-sha512", "8192", "SHA-512"),
    // The size of the group is negotiated: unknown from the name.
    Row::new("diffie-hellman-group-exchange-sha1", "DH").digest("SHA-1"),
    Row::new("diffie-hellman-group-exchange-sha256", "DH").digest("SHA-256"),
    Row::new("rsa1024-sha1", "RSAES-OAEP").set("1024").digest("SHA-1").padding("oaep"),
    Row::new("rsa2048-sha256", "RSAES-OAEP").set("2048").digest("SHA-256").padding("oaep"),
    elliptic("ecdh-sha2-nistp256", "P-256", "SHA-256"),
    elliptic("ecdh-sha2-nistp384", "P-384", "SHA-384"),
    elliptic("ecdh-sha2-nistp521", "P-521", "SHA-512"),
    elliptic("curve25519-sha256", "Curve25519", "SHA-256").aliases(&["curve25519-sha256@libssh.org"]),
    elliptic("curve448-sha512", "Curve448", "SHA-512"),
];

/// SSH name, canonical name. Certificate and `sk-` (FIDO) forms use the plain algorithm; RFC 6187
/// `x509v3-` forms too.
#[rustfmt::skip] // one row a line
pub(super) const SSH_NAMES: &[(&str, &str)] = &[
    // Host keys and user keys, as signature algorithms.
    ("ssh-rsa", "RSA-PKCS1-1.5-SHA-1"),
    ("ssh-rsa-cert-v01@openssh.com", "RSA-PKCS1-1.5-SHA-1"),
    ("ssh-rsa-cert-v00@openssh.com", "RSA-PKCS1-1.5-SHA-1"),
    ("rsa-sha2-256", "RSA-PKCS1-1.5-SHA-256"),
    ("rsa-sha2-512", "RSA-PKCS1-1.5-SHA-512"),
    ("rsa-sha2-256-cert-v01@openssh.com", "RSA-PKCS1-1.5-SHA-256"),
    ("rsa-sha2-512-cert-v01@openssh.com", "RSA-PKCS1-1.5-SHA-512"),
    ("ssh-rsa-sha256@ssh.com", "RSA-PKCS1-1.5-SHA-256"),
    ("x509v3-ssh-rsa", "RSA-PKCS1-1.5-SHA-1"),
    ("x509v3-rsa2048-sha256", "RSA-PKCS1-1.5-SHA-256-2048"),
    ("ssh-dss", "DSA-SHA-1-1024"),
    ("ssh-dss-cert-v01@openssh.com", "DSA-SHA-1-1024"),
    ("ssh-dss-cert-v00@openssh.com", "DSA-SHA-1-1024"),
    ("x509v3-ssh-dss", "DSA-SHA-1-1024"),
    ("ecdsa-sha2-nistp256", "ECDSA-P-256-SHA-256"),
    ("ecdsa-sha2-nistp384", "ECDSA-P-384-SHA-384"),
    ("ecdsa-sha2-nistp521", "ECDSA-P-521-SHA-512"),
    ("ecdsa-sha2-nistp256-cert-v01@openssh.com", "ECDSA-P-256-SHA-256"),
    ("ecdsa-sha2-nistp384-cert-v01@openssh.com", "ECDSA-P-384-SHA-384"),
    ("ecdsa-sha2-nistp521-cert-v01@openssh.com", "ECDSA-P-521-SHA-512"),
    ("x509v3-ecdsa-sha2-nistp256", "ECDSA-P-256-SHA-256"),
    ("x509v3-ecdsa-sha2-nistp384", "ECDSA-P-384-SHA-384"),
    ("x509v3-ecdsa-sha2-nistp521", "ECDSA-P-521-SHA-512"),
    ("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-P-256-SHA-256"),
    ("sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", "ECDSA-P-256-SHA-256"),
    ("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-P-256-SHA-256"),
    ("ssh-ed25519", "Ed25519"),
    ("ssh-ed25519-cert-v01@openssh.com", "Ed25519"),
    ("sk-ssh-ed25519@openssh.com", "Ed25519"),
    ("sk-ssh-ed25519-cert-v01@openssh.com", "Ed25519"),
    ("ssh-ed448", "Ed448"),
    ("ssh-mldsa44-ed25519@openssh.com", "MLDSA44-Ed25519-SHA512"),
    ("ssh-mldsa44-ed25519-cert-v01@openssh.com", "MLDSA44-Ed25519-SHA512"),
    ("ssh-mldsa-44", "ML-DSA-44"),
    ("ssh-mldsa-65", "ML-DSA-65"),
    ("ssh-mldsa-87", "ML-DSA-87"),
    // Key exchange under vendor names.
    ("sntrup761x25519-sha512@openssh.com", "sntrup761x25519-sha512"),
    // Ciphers.
    ("3des-cbc", "3DES-CBC"),
    ("aes128-cbc", "AES-128-CBC"),
    ("aes192-cbc", "AES-192-CBC"),
    ("aes256-cbc", "AES-256-CBC"),
    ("rijndael-cbc@lysator.liu.se", "AES-256-CBC"),
    ("aes128-ctr", "AES-128-CTR"),
    ("aes192-ctr", "AES-192-CTR"),
    ("aes256-ctr", "AES-256-CTR"),
    ("aes128-gcm@openssh.com", "AES-128-GCM"),
    ("aes256-gcm@openssh.com", "AES-256-GCM"),
    ("AEAD_AES_128_GCM", "AES-128-GCM"),
    ("AEAD_AES_256_GCM", "AES-256-GCM"),
    ("chacha20-poly1305@openssh.com", "ChaCha20-Poly1305"),
    ("chacha20-poly1305", "ChaCha20-Poly1305"),
    ("arcfour", "RC4-128"),
    ("arcfour128", "RC4-128"),
    ("arcfour256", "RC4"),
    ("blowfish-cbc", "Blowfish-CBC"),
    ("cast128-cbc", "CAST5-CBC"),
    ("idea-cbc", "IDEA-128-CBC"),
    ("des-cbc", "DES-CBC"),
    ("twofish-cbc", "Twofish-256-CBC"),
    ("twofish128-cbc", "Twofish-128-CBC"),
    ("twofish192-cbc", "Twofish-192-CBC"),
    ("twofish256-cbc", "Twofish-256-CBC"),
    ("serpent128-cbc", "Serpent-128-CBC"),
    ("serpent192-cbc", "Serpent-192-CBC"),
    ("serpent256-cbc", "Serpent-256-CBC"),
    ("camellia128-ctr", "CAMELLIA-128-CTR"),
    ("camellia192-ctr", "CAMELLIA-192-CTR"),
    ("camellia256-ctr", "CAMELLIA-256-CTR"),
    ("seed-cbc@ssh.com", "SEED-128-CBC"),
    // MACs; `-etm` orders encryption and MAC, `-96` truncates the tag.
    ("hmac-md5", "HMAC-MD5"),
    ("hmac-md5-96", "HMAC-MD5"),
    ("hmac-md5-etm@openssh.com", "HMAC-MD5"),
    ("hmac-md5-96-etm@openssh.com", "HMAC-MD5"),
    ("hmac-sha1", "HMAC-SHA-1"),
    ("hmac-sha1-96", "HMAC-SHA-1"),
    ("hmac-sha1-etm@openssh.com", "HMAC-SHA-1"),
    ("hmac-sha1-96-etm@openssh.com", "HMAC-SHA-1"),
    ("hmac-sha2-256", "HMAC-SHA-256"),
    ("hmac-sha2-256-etm@openssh.com", "HMAC-SHA-256"),
    ("hmac-sha2-512", "HMAC-SHA-512"),
    ("hmac-sha2-512-etm@openssh.com", "HMAC-SHA-512"),
    ("hmac-ripemd160", "HMAC-RIPEMD-160"),
    ("hmac-ripemd160@openssh.com", "HMAC-RIPEMD-160"),
    ("hmac-ripemd160-etm@openssh.com", "HMAC-RIPEMD-160"),
    ("umac-64@openssh.com", "UMAC-64"),
    ("umac-64-etm@openssh.com", "UMAC-64"),
    ("umac-128@openssh.com", "UMAC-128"),
    ("umac-128-etm@openssh.com", "UMAC-128"),
];
