//! Python, JavaScript, Ruby, PHP and Elixir.

use super::row::{Capability, Feature, Library};
use crate::model::Ecosystem::{Composer, Conda, Deb, Gem, Hex, Npm, Pypi, Rpm};

const SURVEY: &str = "survey of library support, May and June 2026";

#[rustfmt::skip] // many a line
pub(super) const LIBRARIES: &[Library] = &[
    Library::new("pyca-cryptography", "cryptography for Python")
        .packages(&[(Pypi, &["cryptography", "cryptography-vectors"]), (Conda, &["cryptography"]), (Deb, &["python3-cryptography"]), (Rpm, &["python3-cryptography", "python#-cryptography"])]),
    Library::new("pyopenssl", "pyOpenSSL").packages(&[(Pypi, &["pyOpenSSL"]), (Conda, &["pyopenssl"]), (Deb, &["python3-openssl"]), (Rpm, &["python3-pyOpenSSL"])]),
    Library::new("pycryptodome", "PyCryptodome").packages(&[(Pypi, &["pycryptodome", "pycryptodomex"]), (Conda, &["pycryptodome", "pycryptodomex"]), (Deb, &["python3-pycryptodome"]), (Rpm, &["python3-pycryptodomex"])]),
    Library::new("pycrypto", "PyCrypto").packages(&[(Pypi, &["pycrypto"]), (Conda, &["pycrypto"])]),
    Library::new("pynacl", "PyNaCl").packages(&[(Pypi, &["PyNaCl", "libnacl", "pysodium"]), (Conda, &["pynacl"]), (Deb, &["python3-nacl"])]),
    Library::new("m2crypto", "M2Crypto").packages(&[(Pypi, &["M2Crypto"]), (Conda, &["m2crypto"]), (Deb, &["python3-m2crypto"]), (Rpm, &["python3-m2crypto"])]),
    Library::new("asyncssh", "AsyncSSH")
        .packages(&[(Pypi, &["asyncssh"]), (Conda, &["asyncssh"]), (Deb, &["python3-asyncssh"])])
        .has(&[Capability::at_latest(Feature::HybridSsh, "2.18", SURVEY).use_unstated()]),
    Library::new("paramiko", "Paramiko").packages(&[(Pypi, &["paramiko", "ssh2-python", "ssh-python"]), (Conda, &["paramiko"]), (Deb, &["python3-paramiko"]), (Rpm, &["python3-paramiko"])]),
    Library::new("python-jose", "JOSE for Python").packages(&[(Pypi, &["PyJWT", "python-jose", "jwcrypto", "Authlib", "josepy", "joserfc", "jose"]), (Conda, &["pyjwt", "python-jose", "jwcrypto", "authlib"]), (Deb, &["python3-jwt", "python3-jwcrypto", "python3-josepy"])]),
    Library::new("python-rsa", "Pure-Python public-key cryptography").packages(&[(Pypi, &["rsa", "ecdsa", "ecpy", "ed25519", "fastecdsa", "pure25519", "starkbank-ecdsa", "tlslite-ng", "tlslite"]), (Conda, &["rsa", "ecdsa"]), (Deb, &["python3-rsa", "python3-ecdsa"])]),
    Library::new("python-password-hash", "Password hashing for Python").packages(&[(Pypi, &["bcrypt", "argon2-cffi", "argon2-cffi-bindings", "passlib", "scrypt"]), (Conda, &["bcrypt", "argon2-cffi", "passlib"]), (Deb, &["python3-bcrypt", "python3-argon2", "python3-passlib"])]),
    Library::new("python-openpgp", "OpenPGP for Python").packages(&[(Pypi, &["PGPy", "python-gnupg", "pgpy13", "gpg", "pysequoia"])]),
    Library::new("python-coins", "secp256k1 for Python").packages(&[(Pypi, &["coincurve", "secp256k1", "eth-keys", "py-ecc", "blspy", "bip-utils", "python-bitcoinlib"])]),
    Library::new("python-pqc", "Quantum-resistant cryptography for Python").packages(&[(Pypi, &["liboqs-python", "oqs", "kyber-py", "dilithium-py", "pqcrypto", "pypqc", "quantcrypt", "mlkem", "kpqc"])]),
    Library::new("python-asn1-crypto", "Certificates and messages for Python").packages(&[(Pypi, &["asn1crypto", "oscrypto", "certvalidator", "pyhanko", "pyhanko-certvalidator", "signxml", "xmlsec", "python-pkcs11", "endesive"])]),
    Library::new("python-secrets", "Symmetric cryptography for Python").packages(&[(Pypi, &["pyaes", "tgcrypto", "blake3", "pysha3", "pycryptonight", "itsdangerous", "django-fernet-fields", "pyage", "fernet"])]),
    Library::new("s2n-python", "AWS common runtime for Python").packages(&[(Pypi, &["awscrt", "aws-encryption-sdk", "tink"])]),

    Library::new("node-forge", "Forge").packages(&[(Npm, &["node-forge"])]),
    Library::new("crypto-js", "CryptoJS").packages(&[(Npm, &["crypto-js"])]),
    Library::new("noble", "noble cryptography")
        .packages(&[(Npm, &["@noble/curves", "@noble/hashes", "@noble/ciphers", "@noble/ed25519", "@noble/secp256k1", "@noble/bls12-381"])]),
    Library::new("noble-post-quantum", "noble post-quantum cryptography").packages(&[(Npm, &["@noble/post-quantum"])]),
    Library::new("js-pqc", "Quantum-resistant cryptography for JavaScript").packages(&[(Npm, &["mlkem", "crystals-kyber", "crystals-kyber-js", "dilithium-crystals", "sphincs", "pqc-kyber", "kyber-crystals"])]),
    Library::new("elliptic", "elliptic").packages(&[(Npm, &["elliptic", "secp256k1", "tiny-secp256k1", "ecpair", "@bitcoinerlab/secp256k1", "eccrypto"])]),
    Library::new("tweetnacl", "TweetNaCl.js").packages(&[(Npm, &["tweetnacl", "tweetnacl-util", "@stablelib/ed25519", "@stablelib/x25519", "@stablelib/nacl", "ed25519", "supercop.js", "ed2curve"])]),
    Library::new("sodium-js", "libsodium for JavaScript").packages(&[(Npm, &["libsodium", "libsodium-wrappers", "libsodium-sumo", "libsodium-wrappers-sumo", "sodium-native", "sodium-javascript", "sodium"])]),
    Library::new("sjcl", "Stanford Javascript Crypto Library").packages(&[(Npm, &["sjcl"])]),
    Library::new("jsrsasign", "jsrsasign").packages(&[(Npm, &["jsrsasign", "node-rsa", "jsencrypt", "ursa", "ursa-optional"])]),
    Library::new("js-jose", "JOSE for JavaScript").packages(&[(Npm, &["jose", "jsonwebtoken", "jws", "jwa", "node-jose", "jwk-to-pem", "fast-jwt", "jwt-simple", "jsontokens", "@fastify/jwt", "njwt"])]),
    Library::new("openpgpjs", "OpenPGP.js").packages(&[(Npm, &["openpgp", "kbpgp", "@openpgp/web-stream-tools"])]),
    Library::new("js-password-hash", "Password hashing for JavaScript").packages(&[(Npm, &["bcrypt", "bcryptjs", "argon2", "@node-rs/argon2", "@node-rs/bcrypt", "scrypt-js", "argon2-browser", "hash-wasm", "pbkdf2"])]),
    Library::new("js-ssh", "SSH for JavaScript").packages(&[(Npm, &["ssh2", "ssh2-streams", "sshpk", "http-signature"])]),
    Library::new("js-x509", "Certificates for JavaScript").packages(&[(Npm, &["pkijs", "@peculiar/x509", "@peculiar/webcrypto", "@peculiar/asn1-x509", "webcrypto-core", "selfsigned", "pem", "xml-crypto", "xml-encryption", "@fidm/x509", "graphene-pk11", "pkcs11js"])]),
    Library::new("browserify-crypto", "Node's crypto for browsers")
        .packages(&[(Npm, &["crypto-browserify", "browserify-aes", "browserify-cipher", "browserify-des", "browserify-rsa", "browserify-sign", "create-ecdh", "create-hash", "create-hmac", "diffie-hellman", "public-encrypt", "des.js", "hash.js", "hmac-drbg", "sha.js", "md5.js", "ripemd160", "parse-asn1", "evp_bytestokey", "miller-rabin"])]),
    Library::new("js-hash", "Hash functions for JavaScript").packages(&[(Npm, &["md5", "blueimp-md5", "js-md5", "spark-md5", "sha1", "js-sha1", "js-sha256", "js-sha512", "js-sha3", "keccak", "sha3", "sha256", "blakejs", "blake2", "blake3", "@aws-crypto/sha256-js", "aes-js", "asmcrypto.js", "ethereum-cryptography"])]),

    Library::new("ruby-openssl", "OpenSSL for Ruby").packages(&[(Gem, &["openssl", "openssl-signature_algorithm"])]),
    Library::new("ruby-crypto", "Cryptography for Ruby").packages(&[(Gem, &["rbnacl", "ed25519", "x25519", "bcrypt", "bcrypt_pbkdf", "bcrypt-ruby", "argon2", "scrypt", "gpgme", "symmetric-encryption", "attr_encrypted", "lockbox", "encryptor", "ecdsa", "bitcoin-secp256k1", "rbsecp256k1", "tink", "xmldsig", "xmlenc", "acme-client"])]),
    Library::new("ruby-jose", "JOSE for Ruby").packages(&[(Gem, &["jwt", "jose", "json-jwt", "jwe", "ruby-jwt"])]),
    Library::new("ruby-ssh", "SSH for Ruby").packages(&[(Gem, &["net-ssh", "net-scp", "sshkey"])]),

    Library::new("phpseclib", "phpseclib").packages(&[(Composer, &["phpseclib/phpseclib", "phpseclib/phpseclib2_compat", "phpseclib/mcrypt_compat"])]),
    Library::new("paragonie", "Paragon cryptography for PHP").packages(&[(Composer, &["paragonie/sodium_compat", "paragonie/halite", "paragonie/easyrsa", "paragonie/ecc", "paragonie/paseto", "paragonie/random_compat", "paragonie/ciphersweet"])]),
    Library::new("php-encryption", "Encryption for PHP").packages(&[(Composer, &["defuse/php-encryption", "simplito/elliptic-php", "mdanter/ecc", "singpolyma/openpgp-php", "robrichards/xmlseclibs", "spomky-labs/php-aes-gcm", "illuminate/encryption", "laminas/laminas-crypt", "zendframework/zend-crypt"])]),
    Library::new("php-jose", "JOSE for PHP").packages(&[(Composer, &["firebase/php-jwt", "lcobucci/jwt", "web-token/jwt-framework", "web-token/jwt-library", "web-token/jwt-core", "web-token/jwt-signature", "namshi/jose", "tymon/jwt-auth"])]),

    Library::new("elixir-crypto", "Cryptography for Elixir and Erlang").packages(&[(Hex, &["bcrypt_elixir", "argon2_elixir", "pbkdf2_elixir", "comeonin", "ex_crypto", "cloak", "cloak_ecto", "libsalty2", "enacl", "curve25519", "ed25519", "kcl", "x509", "plug_crypto", "ex_secp256k1", "libsecp256k1", "ex_keccak", "blake2"])]),
    Library::new("elixir-jose", "JOSE for Elixir and Erlang").packages(&[(Hex, &["jose", "joken", "guardian"])]),
];
