//! Functions of cryptographic libraries by the names that their binaries have for them, and the algorithms behind
//! those whose name says so. A function that takes its algorithm as an argument names none and is not here.
//!
//! Sources: the public headers and symbol tables of OpenSSL 1.1.1 to 3.5, LibreSSL and BoringSSL (`openssl/*.h`),
//! Nettle 3.8, Mbed TLS 2.28 and 3.6 (`mbedtls/*.h`), wolfSSL 5 (`wolfcrypt/*.h`), libsodium 1.0.18, liboqs 0.16
//! (`oqs/*.h`), PQClean and mlkem-native name spaces, Apple CommonCrypto (`CommonDigest.h`, `CommonKeyDerivation.h`),
//! libbsd and libmd.

use std::{collections::HashMap, sync::LazyLock};

/// Functions of one library that stand for the same algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Api {
    /// Library, by the name that its project gives it.
    pub library: &'static str,
    /// Registry names of the algorithms.
    pub algorithms: &'static [&'static str],
    /// Function names; one that ends in `*` stands for all that begin so.
    pub functions: &'static [&'static str],
}

/// What a function's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFunction {
    /// Library, by the name that its project gives it.
    pub library: &'static str,
    /// Registry names of the algorithms, or the library's own where the registry knows none.
    pub algorithms: Vec<String>,
}

const fn api(
    library: &'static str,
    algorithms: &'static [&'static str],
    functions: &'static [&'static str],
) -> Api {
    Api { library, algorithms, functions }
}

const OPENSSL: &str = "OpenSSL";
const NETTLE: &str = "Nettle";
const MBED_TLS: &str = "Mbed TLS";
const WOLFSSL: &str = "wolfSSL";
const SODIUM: &str = "libsodium";
const LIBOQS: &str = "liboqs";
const COMMON_CRYPTO: &str = "CommonCrypto";
const LIBMD: &str = "libmd";
const BORINGSSL: &str = "BoringSSL";

#[rustfmt::skip] // one row a line
const APIS: &[Api] = &[
    // OpenSSL and its descendants. Digests and ciphers named `EVP_…` follow a rule; here are those that it would miss.
    api(OPENSSL, &["3DES"], &["EVP_des_ede", "EVP_des_ede3", "DES_ecb3_encrypt", "DES_encrypt3", "DES_decrypt3", "DES_ede3_cfb*", "DES_ede3_ofb*", "EVP_des_ede*"]),
    api(OPENSSL, &["3DES-112-CBC"], &["EVP_des_ede_cbc"]),
    api(OPENSSL, &["3DES-168-CBC"], &["EVP_des_ede3_cbc"]),
    api(OPENSSL, &["3DES-CBC"], &["DES_ede3_cbc_encrypt"]),
    api(OPENSSL, &["3DES-KW"], &["EVP_des_ede3_wrap"]),
    api(OPENSSL, &["DES"], &["DES_set_key*", "DES_key_sched", "DES_encrypt*", "DES_cbc_encrypt", "DES_ncbc_encrypt", "DES_pcbc_encrypt", "DES_xcbc_encrypt", "DES_ecb_encrypt", "DES_cfb*", "DES_ofb*", "DES_cbc_cksum", "DES_quad_cksum", "DES_crypt", "DES_fcrypt", "DES_random_key", "DES_string_to_key", "DES_string_to_2keys", "EVP_des_*", "EVP_desx_cbc"]),
    api(OPENSSL, &["AES"], &["AES_set_encrypt_key", "AES_set_decrypt_key", "AES_encrypt", "AES_decrypt", "AES_bi_ige_encrypt", "AES_ige_encrypt"]),
    api(OPENSSL, &["AES-ECB"], &["AES_ecb_encrypt"]),
    api(OPENSSL, &["AES-CBC"], &["AES_cbc_encrypt"]),
    api(OPENSSL, &["AES-CFB"], &["AES_cfb1_encrypt", "AES_cfb8_encrypt", "AES_cfb128_encrypt"]),
    api(OPENSSL, &["AES-OFB"], &["AES_ofb128_encrypt"]),
    api(OPENSSL, &["AES-CTR"], &["AES_ctr128_encrypt"]),
    api(OPENSSL, &["AES-KW"], &["AES_wrap_key", "AES_unwrap_key"]),
    api(OPENSSL, &["AES-128-KW"], &["EVP_aes_128_wrap"]),
    api(OPENSSL, &["AES-192-KW"], &["EVP_aes_192_wrap"]),
    api(OPENSSL, &["AES-256-KW"], &["EVP_aes_256_wrap"]),
    api(OPENSSL, &["AES-128-KWP"], &["EVP_aes_128_wrap_pad"]),
    api(OPENSSL, &["AES-192-KWP"], &["EVP_aes_192_wrap_pad"]),
    api(OPENSSL, &["AES-256-KWP"], &["EVP_aes_256_wrap_pad"]),
    api(OPENSSL, &["AES-128-CBC", "HMAC-SHA-1"], &["EVP_aes_128_cbc_hmac_sha1"]),
    api(OPENSSL, &["AES-256-CBC", "HMAC-SHA-1"], &["EVP_aes_256_cbc_hmac_sha1"]),
    api(OPENSSL, &["AES-128-CBC", "HMAC-SHA-256"], &["EVP_aes_128_cbc_hmac_sha256"]),
    api(OPENSSL, &["AES-256-CBC", "HMAC-SHA-256"], &["EVP_aes_256_cbc_hmac_sha256"]),
    api(OPENSSL, &["Blowfish-CBC"], &["BF_cbc_encrypt", "EVP_bf_cbc"]),
    api(OPENSSL, &["Blowfish"], &["BF_set_key", "BF_encrypt", "BF_decrypt", "BF_ecb_encrypt", "BF_cfb64_encrypt", "BF_ofb64_encrypt", "EVP_bf_*"]),
    api(OPENSSL, &["CAST5"], &["CAST_set_key", "CAST_encrypt", "CAST_decrypt", "CAST_ecb_encrypt", "CAST_cbc_encrypt", "CAST_cfb64_encrypt", "CAST_ofb64_encrypt", "EVP_cast5_*"]),
    api(OPENSSL, &["RC2"], &["RC2_set_key", "RC2_encrypt", "RC2_decrypt", "RC2_ecb_encrypt", "RC2_cbc_encrypt", "RC2_cfb64_encrypt", "RC2_ofb64_encrypt", "EVP_rc2_*"]),
    api(OPENSSL, &["RC4"], &["RC4", "RC4_set_key", "EVP_rc4", "EVP_rc4_40"]),
    api(OPENSSL, &["RC4", "HMAC-MD5"], &["EVP_rc4_hmac_md5"]),
    api(OPENSSL, &["RC5"], &["RC5_32_*", "EVP_rc5_*"]),
    api(OPENSSL, &["IDEA-128"], &["IDEA_set_encrypt_key", "IDEA_set_decrypt_key", "IDEA_encrypt", "IDEA_ecb_encrypt", "IDEA_cbc_encrypt", "IDEA_cfb64_encrypt", "IDEA_ofb64_encrypt", "EVP_idea_*"]),
    api(OPENSSL, &["SEED-128"], &["SEED_set_key", "SEED_encrypt", "SEED_decrypt", "SEED_ecb_encrypt", "SEED_cbc_encrypt", "SEED_cfb128_encrypt", "SEED_ofb128_encrypt"]),
    api(OPENSSL, &["SEED-128-ECB"], &["EVP_seed_ecb"]),
    api(OPENSSL, &["SEED-128-CBC"], &["EVP_seed_cbc"]),
    api(OPENSSL, &["SEED-128-CFB"], &["EVP_seed_cfb128"]),
    api(OPENSSL, &["SEED-128-OFB"], &["EVP_seed_ofb"]),
    api(OPENSSL, &["SM4-128"], &["EVP_sm4_*"]),
    api(OPENSSL, &["SM4-128-CBC"], &["EVP_sm4_cbc"]),
    api(OPENSSL, &["SM4-128-CTR"], &["EVP_sm4_ctr"]),
    api(OPENSSL, &["CAMELLIA"], &["Camellia_*"]),
    api(OPENSSL, &["ChaCha20"], &["CRYPTO_chacha_20"]),
    api(OPENSSL, &["ChaCha20-Poly1305"], &["EVP_aead_chacha20_poly1305"]),
    api(OPENSSL, &["XChaCha20-Poly1305"], &["EVP_aead_xchacha20_poly1305"]),
    api(OPENSSL, &["AES-128-GCM"], &["EVP_aead_aes_128_gcm*"]),
    api(OPENSSL, &["AES-256-GCM"], &["EVP_aead_aes_256_gcm*"]),
    api(OPENSSL, &["AES-128-GCM-SIV"], &["EVP_aead_aes_128_gcm_siv"]),
    api(OPENSSL, &["AES-256-GCM-SIV"], &["EVP_aead_aes_256_gcm_siv"]),
    api(OPENSSL, &["AES-128-CCM"], &["EVP_aead_aes_128_ccm*"]),
    api(OPENSSL, &["MD2"], &["MD2", "MD2_Init", "MD2_Update", "MD2_Final"]),
    api(OPENSSL, &["MD4"], &["MD4", "MD4_Init", "MD4_Update", "MD4_Final", "MD4_Transform"]),
    api(OPENSSL, &["MD5"], &["MD5", "MD5_Init", "MD5_Update", "MD5_Final", "MD5_Transform"]),
    api(OPENSSL, &["MD5", "SHA-1"], &["EVP_md5_sha1"]),
    api(OPENSSL, &["SHA-1"], &["SHA1", "SHA1_Init", "SHA1_Update", "SHA1_Final", "SHA1_Transform", "EVP_dss1", "EVP_ecdsa", "EVP_dss"]),
    api(OPENSSL, &["SHA-224"], &["SHA224", "SHA224_Init", "SHA224_Update", "SHA224_Final"]),
    api(OPENSSL, &["SHA-256"], &["SHA256", "SHA256_Init", "SHA256_Update", "SHA256_Final", "SHA256_Transform"]),
    api(OPENSSL, &["SHA-384"], &["SHA384", "SHA384_Init", "SHA384_Update", "SHA384_Final"]),
    api(OPENSSL, &["SHA-512"], &["SHA512", "SHA512_Init", "SHA512_Update", "SHA512_Final", "SHA512_Transform"]),
    api(OPENSSL, &["RIPEMD-160"], &["RIPEMD160", "RIPEMD160_Init", "RIPEMD160_Update", "RIPEMD160_Final", "RIPEMD160_Transform"]),
    api(OPENSSL, &["Whirlpool"], &["WHIRLPOOL", "WHIRLPOOL_Init", "WHIRLPOOL_Update", "WHIRLPOOL_Final", "WHIRLPOOL_BitUpdate"]),
    api(OPENSSL, &["BLAKE2b-512"], &["EVP_blake2b512"]),
    api(OPENSSL, &["BLAKE2s-256"], &["EVP_blake2s256"]),
    api(OPENSSL, &["HMAC"], &["HMAC", "HMAC_Init", "HMAC_Init_ex", "HMAC_Update", "HMAC_Final"]),
    api(OPENSSL, &["AES-CMAC"], &["AES_CMAC"]),
    api(OPENSSL, &["PBKDF2"], &["PKCS5_PBKDF2_HMAC", "PKCS5_pbkdf2_set*", "PKCS5_v2_PBE_keyivgen*"]),
    api(OPENSSL, &["PBKDF2-SHA-1"], &["PKCS5_PBKDF2_HMAC_SHA1"]),
    api(OPENSSL, &["scrypt"], &["EVP_PBE_scrypt*", "PKCS5_pbe2_set_scrypt", "PKCS5_v2_scrypt_keyivgen*"]),
    api(OPENSSL, &["HKDF"], &["HKDF", "HKDF_extract", "HKDF_expand", "EVP_PKEY_CTX_set_hkdf_*", "EVP_PKEY_CTX_set1_hkdf_*", "EVP_PKEY_CTX_add1_hkdf_*"]),
    api(OPENSSL, &["RSA"], &["RSA_generate_key", "RSA_generate_key_ex", "RSA_generate_key_fips", "RSA_generate_multi_prime_key", "RSA_new", "RSA_sign", "RSA_sign_*", "RSA_verify", "RSA_verify_*", "RSA_public_encrypt", "RSA_public_decrypt", "RSA_private_encrypt", "RSA_private_decrypt", "RSA_set0_key", "RSA_check_key*", "RSA_encrypt", "RSA_decrypt", "EVP_PKEY_CTX_set_rsa_*", "EVP_PKEY_get0_RSA", "EVP_PKEY_get1_RSA", "EVP_PKEY_set1_RSA", "PEM_read_RSA*", "PEM_write_RSA*", "PEM_read_bio_RSA*", "PEM_write_bio_RSA*", "d2i_RSA*", "i2d_RSA*"]),
    api(OPENSSL, &["RSA-OAEP"], &["RSA_padding_add_PKCS1_OAEP*", "RSA_padding_check_PKCS1_OAEP*", "EVP_PKEY_CTX_set_rsa_oaep_*", "EVP_PKEY_CTX_set0_rsa_oaep_label"]),
    api(OPENSSL, &["RSA-PSS"], &["RSA_padding_add_PKCS1_PSS*", "RSA_verify_PKCS1_PSS*", "RSA_sign_pss_mgf1", "RSA_verify_pss_mgf1", "EVP_PKEY_CTX_set_rsa_pss_*"]),
    api(OPENSSL, &["DSA"], &["DSA_new", "DSA_generate_key", "DSA_generate_parameters*", "DSA_sign", "DSA_verify", "DSA_do_sign", "DSA_do_verify", "DSA_set0_key", "EVP_PKEY_CTX_set_dsa_*", "EVP_PKEY_get0_DSA", "EVP_PKEY_get1_DSA", "EVP_PKEY_set1_DSA", "PEM_read_DSA*", "PEM_write_DSA*", "PEM_read_bio_DSA*", "PEM_write_bio_DSA*", "d2i_DSA*", "i2d_DSA*"]),
    api(OPENSSL, &["DH"], &["DH_new", "DH_generate_key", "DH_generate_parameters*", "DH_compute_key*", "DH_new_by_nid", "DH_set0_key", "DH_set0_pqg", "DH_get_1024_160", "DH_get_2048_224", "DH_get_2048_256", "EVP_PKEY_CTX_set_dh_*", "EVP_PKEY_get0_DH", "EVP_PKEY_get1_DH", "EVP_PKEY_set1_DH", "SSL_CTX_set_tmp_dh_callback", "SSL_set_tmp_dh_callback", "SSL_CTX_set0_tmp_dh_pkey", "SSL_CTX_set_dh_auto", "PEM_read_DHparams", "PEM_read_bio_DHparams", "PEM_write_bio_DHparams", "d2i_DHparams", "i2d_DHparams"]),
    api(OPENSSL, &["EC"], &["EC_KEY_new", "EC_KEY_new_by_curve_name*", "EC_KEY_generate_key", "EC_KEY_set_private_key", "EC_KEY_set_public_key", "EVP_PKEY_CTX_set_ec_*", "EVP_PKEY_get0_EC_KEY", "EVP_PKEY_get1_EC_KEY", "EVP_PKEY_set1_EC_KEY", "EC_POINT_mul", "PEM_read_EC*", "PEM_write_EC*", "PEM_read_bio_EC*", "PEM_write_bio_EC*", "d2i_EC*", "i2d_EC*"]),
    api(OPENSSL, &["ECDSA"], &["ECDSA_sign*", "ECDSA_verify", "ECDSA_do_sign*", "ECDSA_do_verify"]),
    api(OPENSSL, &["ECDH"], &["ECDH_compute_key*", "EVP_PKEY_CTX_set_ecdh_*"]),
    api(OPENSSL, &["SRP-6"], &["SRP_Calc_*", "SRP_create_verifier*", "SSL_CTX_set_srp_*", "SSL_set_srp_*"]),
    api(BORINGSSL, &["X25519"], &["X25519", "X25519_keypair", "X25519_public_from_private"]),
    api(BORINGSSL, &["Ed25519"], &["ED25519_sign", "ED25519_verify", "ED25519_keypair", "ED25519_keypair_from_seed"]),
    api(BORINGSSL, &["ML-KEM-768"], &["MLKEM768_*"]),
    api(BORINGSSL, &["ML-KEM-1024"], &["MLKEM1024_*"]),
    api(BORINGSSL, &["ML-DSA-44"], &["MLDSA44_*"]),
    api(BORINGSSL, &["ML-DSA-65"], &["MLDSA65_*"]),
    api(BORINGSSL, &["ML-DSA-87"], &["MLDSA87_*"]),
    api(BORINGSSL, &["Kyber"], &["KYBER_*"]),
    // Nettle.
    api(NETTLE, &["AES-128"], &["nettle_aes128_*"]),
    api(NETTLE, &["AES-192"], &["nettle_aes192_*"]),
    api(NETTLE, &["AES-256"], &["nettle_aes256_*"]),
    api(NETTLE, &["AES"], &["nettle_aes_*"]),
    api(NETTLE, &["RC4"], &["nettle_arcfour_*", "nettle_arcfour128_*"]),
    api(NETTLE, &["RC2"], &["nettle_arctwo_*", "nettle_arctwo40_*", "nettle_arctwo64_*", "nettle_arctwo128_*"]),
    api(NETTLE, &["Blowfish"], &["nettle_blowfish_*", "nettle_blowfish128_*"]),
    api(NETTLE, &["CAMELLIA"], &["nettle_camellia*"]),
    api(NETTLE, &["CAST5"], &["nettle_cast128_*"]),
    api(NETTLE, &["ChaCha20"], &["nettle_chacha_*"]),
    api(NETTLE, &["ChaCha20-Poly1305"], &["nettle_chacha_poly1305_*"]),
    api(NETTLE, &["DES"], &["nettle_des_*"]),
    api(NETTLE, &["3DES"], &["nettle_des3_*"]),
    api(NETTLE, &["Serpent"], &["nettle_serpent_*", "nettle_serpent128_*", "nettle_serpent192_*", "nettle_serpent256_*"]),
    api(NETTLE, &["Twofish"], &["nettle_twofish_*", "nettle_twofish128_*", "nettle_twofish192_*", "nettle_twofish256_*"]),
    api(NETTLE, &["Salsa20"], &["nettle_salsa20_*", "nettle_salsa20r12_*"]),
    api(NETTLE, &["MD2"], &["nettle_md2_*"]),
    api(NETTLE, &["MD4"], &["nettle_md4_*"]),
    api(NETTLE, &["MD5"], &["nettle_md5_*"]),
    api(NETTLE, &["RIPEMD-160"], &["nettle_ripemd160_*"]),
    api(NETTLE, &["SHA-1"], &["nettle_sha1_*"]),
    api(NETTLE, &["SHA-224"], &["nettle_sha224_*"]),
    api(NETTLE, &["SHA-256"], &["nettle_sha256_*"]),
    api(NETTLE, &["SHA-384"], &["nettle_sha384_*"]),
    api(NETTLE, &["SHA-512"], &["nettle_sha512_*"]),
    api(NETTLE, &["SHA3-224"], &["nettle_sha3_224_*"]),
    api(NETTLE, &["SHA3-256"], &["nettle_sha3_256_*"]),
    api(NETTLE, &["SHA3-384"], &["nettle_sha3_384_*"]),
    api(NETTLE, &["SHA3-512"], &["nettle_sha3_512_*"]),
    api(NETTLE, &["SM3"], &["nettle_sm3_*"]),
    api(NETTLE, &["GOSTR3411-94"], &["nettle_gosthash94_*", "nettle_gosthash94cp_*"]),
    api(NETTLE, &["Streebog-256"], &["nettle_streebog256_*"]),
    api(NETTLE, &["Streebog-512"], &["nettle_streebog512_*"]),
    api(NETTLE, &["HMAC-MD5"], &["nettle_hmac_md5_*"]),
    api(NETTLE, &["HMAC-SHA-1"], &["nettle_hmac_sha1_*"]),
    api(NETTLE, &["HMAC-SHA-224"], &["nettle_hmac_sha224_*"]),
    api(NETTLE, &["HMAC-SHA-256"], &["nettle_hmac_sha256_*"]),
    api(NETTLE, &["HMAC-SHA-384"], &["nettle_hmac_sha384_*"]),
    api(NETTLE, &["HMAC-SHA-512"], &["nettle_hmac_sha512_*"]),
    api(NETTLE, &["HKDF"], &["nettle_hkdf_*"]),
    api(NETTLE, &["PBKDF2"], &["nettle_pbkdf2", "nettle_pbkdf2_*"]),
    api(NETTLE, &["Poly1305"], &["nettle_poly1305_*"]),
    api(NETTLE, &["UMAC-32"], &["nettle_umac32_*"]),
    api(NETTLE, &["UMAC-64"], &["nettle_umac64_*"]),
    api(NETTLE, &["UMAC-96"], &["nettle_umac96_*"]),
    api(NETTLE, &["UMAC-128"], &["nettle_umac128_*"]),
    api(NETTLE, &["RSA"], &["nettle_rsa_*"]),
    api(NETTLE, &["RSA-PSS"], &["nettle_rsa_pss_*"]),
    api(NETTLE, &["DSA"], &["nettle_dsa_*"]),
    api(NETTLE, &["ECDSA"], &["nettle_ecdsa_*"]),
    api(NETTLE, &["Ed25519"], &["nettle_ed25519_sha512_*"]),
    api(NETTLE, &["Ed448"], &["nettle_ed448_shake256_*"]),
    api(NETTLE, &["X25519"], &["nettle_curve25519_*"]),
    api(NETTLE, &["X448"], &["nettle_curve448_*"]),
    // Mbed TLS.
    api(MBED_TLS, &["AES"], &["mbedtls_aes_*"]),
    api(MBED_TLS, &["AES-CBC"], &["mbedtls_aes_crypt_cbc"]),
    api(MBED_TLS, &["AES-CTR"], &["mbedtls_aes_crypt_ctr"]),
    api(MBED_TLS, &["AES-XTS"], &["mbedtls_aes_xts_*", "mbedtls_aes_crypt_xts"]),
    api(MBED_TLS, &["RC4"], &["mbedtls_arc4_*"]),
    api(MBED_TLS, &["ARIA"], &["mbedtls_aria_*"]),
    api(MBED_TLS, &["Blowfish"], &["mbedtls_blowfish_*"]),
    api(MBED_TLS, &["CAMELLIA"], &["mbedtls_camellia_*"]),
    api(MBED_TLS, &["ChaCha20"], &["mbedtls_chacha20_*"]),
    api(MBED_TLS, &["ChaCha20-Poly1305"], &["mbedtls_chachapoly_*"]),
    api(MBED_TLS, &["DES"], &["mbedtls_des_*"]),
    api(MBED_TLS, &["3DES"], &["mbedtls_des3_*"]),
    api(MBED_TLS, &["MD2"], &["mbedtls_md2", "mbedtls_md2_*"]),
    api(MBED_TLS, &["MD4"], &["mbedtls_md4", "mbedtls_md4_*"]),
    api(MBED_TLS, &["MD5"], &["mbedtls_md5", "mbedtls_md5_*"]),
    api(MBED_TLS, &["RIPEMD-160"], &["mbedtls_ripemd160", "mbedtls_ripemd160_*"]),
    api(MBED_TLS, &["SHA-1"], &["mbedtls_sha1", "mbedtls_sha1_*"]),
    api(MBED_TLS, &["SHA-256"], &["mbedtls_sha256", "mbedtls_sha256_*"]),
    api(MBED_TLS, &["SHA-512"], &["mbedtls_sha512", "mbedtls_sha512_*"]),
    api(MBED_TLS, &["HMAC"], &["mbedtls_md_hmac*"]),
    api(MBED_TLS, &["HKDF"], &["mbedtls_hkdf*"]),
    api(MBED_TLS, &["PBKDF2"], &["mbedtls_pkcs5_pbkdf2_hmac*"]),
    api(MBED_TLS, &["CTR_DRBG"], &["mbedtls_ctr_drbg_*"]),
    api(MBED_TLS, &["HMAC_DRBG"], &["mbedtls_hmac_drbg_*"]),
    api(MBED_TLS, &["Poly1305"], &["mbedtls_poly1305_*"]),
    api(MBED_TLS, &["RSA"], &["mbedtls_rsa_*"]),
    api(MBED_TLS, &["RSA-OAEP"], &["mbedtls_rsa_rsaes_oaep_*"]),
    api(MBED_TLS, &["RSA-PSS"], &["mbedtls_rsa_rsassa_pss_*"]),
    api(MBED_TLS, &["DH"], &["mbedtls_dhm_*"]),
    api(MBED_TLS, &["ECDH"], &["mbedtls_ecdh_*"]),
    api(MBED_TLS, &["ECDSA"], &["mbedtls_ecdsa_*"]),
    api(MBED_TLS, &["J-PAKE"], &["mbedtls_ecjpake_*"]),
    api(MBED_TLS, &["HSS-LMS"], &["mbedtls_lms_*", "mbedtls_lmots_*"]),
    // wolfSSL.
    api(WOLFSSL, &["MD4"], &["wc_InitMd4", "wc_Md4*"]),
    api(WOLFSSL, &["MD5"], &["wc_InitMd5*", "wc_Md5*"]),
    api(WOLFSSL, &["SHA-1"], &["wc_InitSha", "wc_InitSha_ex", "wc_ShaUpdate", "wc_ShaFinal", "wc_ShaHash"]),
    api(WOLFSSL, &["SHA-224"], &["wc_InitSha224*", "wc_Sha224*"]),
    api(WOLFSSL, &["SHA-256"], &["wc_InitSha256*", "wc_Sha256*"]),
    api(WOLFSSL, &["SHA-384"], &["wc_InitSha384*", "wc_Sha384*"]),
    api(WOLFSSL, &["SHA-512"], &["wc_InitSha512*", "wc_Sha512*"]),
    api(WOLFSSL, &["SHA3-256"], &["wc_InitSha3_256", "wc_Sha3_256_*"]),
    api(WOLFSSL, &["SHA3-384"], &["wc_InitSha3_384", "wc_Sha3_384_*"]),
    api(WOLFSSL, &["SHA3-512"], &["wc_InitSha3_512", "wc_Sha3_512_*"]),
    api(WOLFSSL, &["RIPEMD-160"], &["wc_InitRipeMd", "wc_RipeMd*"]),
    api(WOLFSSL, &["AES"], &["wc_AesInit", "wc_AesSetKey*"]),
    api(WOLFSSL, &["AES-CBC"], &["wc_AesCbc*"]),
    api(WOLFSSL, &["AES-CTR"], &["wc_AesCtr*"]),
    api(WOLFSSL, &["AES-GCM"], &["wc_AesGcm*"]),
    api(WOLFSSL, &["AES-CCM"], &["wc_AesCcm*"]),
    api(WOLFSSL, &["AES-CMAC"], &["wc_AesCmac*", "wc_InitCmac*"]),
    api(WOLFSSL, &["DES"], &["wc_Des_*"]),
    api(WOLFSSL, &["3DES"], &["wc_Des3_*"]),
    api(WOLFSSL, &["RC4"], &["wc_Arc4*"]),
    api(WOLFSSL, &["ChaCha20"], &["wc_Chacha_*"]),
    api(WOLFSSL, &["ChaCha20-Poly1305"], &["wc_ChaCha20Poly1305_*"]),
    api(WOLFSSL, &["HMAC"], &["wc_Hmac*"]),
    api(WOLFSSL, &["HKDF"], &["wc_HKDF*"]),
    api(WOLFSSL, &["PBKDF2"], &["wc_PBKDF2*"]),
    api(WOLFSSL, &["RSA"], &["wc_InitRsaKey*", "wc_MakeRsaKey", "wc_RsaPublic*", "wc_RsaPrivate*", "wc_RsaSSL_*", "wc_RsaKey*"]),
    api(WOLFSSL, &["RSA-PSS"], &["wc_RsaPSS_*"]),
    api(WOLFSSL, &["DSA"], &["wc_Dsa*", "wc_MakeDsa*"]),
    api(WOLFSSL, &["DH"], &["wc_Dh*", "wc_InitDhKey*"]),
    api(WOLFSSL, &["EC"], &["wc_ecc_make_key*", "wc_ecc_init*", "wc_ecc_import_*"]),
    api(WOLFSSL, &["ECDSA"], &["wc_ecc_sign_hash*", "wc_ecc_verify_hash*"]),
    api(WOLFSSL, &["ECDH"], &["wc_ecc_shared_secret*"]),
    api(WOLFSSL, &["Ed25519"], &["wc_ed25519_*"]),
    api(WOLFSSL, &["Ed448"], &["wc_ed448_*"]),
    api(WOLFSSL, &["X25519"], &["wc_curve25519_*"]),
    api(WOLFSSL, &["X448"], &["wc_curve448_*"]),
    api(WOLFSSL, &["ML-KEM"], &["wc_MlKemKey_*"]),
    api(WOLFSSL, &["Kyber"], &["wc_KyberKey_*"]),
    api(WOLFSSL, &["ML-DSA"], &["wc_MlDsaKey_*", "wc_dilithium_*"]),
    api(WOLFSSL, &["Falcon"], &["wc_falcon_*"]),
    api(WOLFSSL, &["HSS-LMS"], &["wc_LmsKey_*"]),
    api(WOLFSSL, &["XMSS"], &["wc_XmssKey_*"]),
    // libsodium.
    api(SODIUM, &["X25519", "Salsa20-Poly1305"], &["crypto_box", "crypto_box_easy*", "crypto_box_open*", "crypto_box_detached*", "crypto_box_keypair", "crypto_box_seal*", "crypto_box_seed_keypair", "crypto_box_beforenm", "crypto_box_afternm", "crypto_box_curve25519xsalsa20poly1305*"]),
    api(SODIUM, &["X25519", "XChaCha20-Poly1305"], &["crypto_box_curve25519xchacha20poly1305_*"]),
    api(SODIUM, &["Salsa20-Poly1305"], &["crypto_secretbox", "crypto_secretbox_easy", "crypto_secretbox_open*", "crypto_secretbox_detached", "crypto_secretbox_xsalsa20poly1305*"]),
    api(SODIUM, &["XChaCha20-Poly1305"], &["crypto_secretbox_xchacha20poly1305_*", "crypto_aead_xchacha20poly1305_*", "crypto_secretstream_xchacha20poly1305_*"]),
    api(SODIUM, &["ChaCha20-Poly1305"], &["crypto_aead_chacha20poly1305_*"]),
    api(SODIUM, &["AES-256-GCM"], &["crypto_aead_aes256gcm_*"]),
    api(SODIUM, &["Ed25519"], &["crypto_sign", "crypto_sign_detached", "crypto_sign_verify_detached", "crypto_sign_open", "crypto_sign_keypair", "crypto_sign_seed_keypair", "crypto_sign_init", "crypto_sign_final_*", "crypto_sign_ed25519*"]),
    api(SODIUM, &["X25519"], &["crypto_scalarmult", "crypto_scalarmult_base", "crypto_scalarmult_curve25519*", "crypto_kx_*"]),
    api(SODIUM, &["SHA-256"], &["crypto_hash_sha256*"]),
    api(SODIUM, &["SHA-512"], &["crypto_hash", "crypto_hash_sha512*"]),
    api(SODIUM, &["BLAKE2b"], &["crypto_generichash", "crypto_generichash_*"]),
    api(SODIUM, &["Argon2"], &["crypto_pwhash", "crypto_pwhash_str*"]),
    api(SODIUM, &["Argon2id"], &["crypto_pwhash_argon2id*"]),
    api(SODIUM, &["Argon2i"], &["crypto_pwhash_argon2i", "crypto_pwhash_argon2i_*"]),
    api(SODIUM, &["scrypt"], &["crypto_pwhash_scryptsalsa208sha256*"]),
    api(SODIUM, &["ChaCha20"], &["crypto_stream_chacha20*", "crypto_stream_xchacha20*"]),
    api(SODIUM, &["Salsa20"], &["crypto_stream", "crypto_stream_xor", "crypto_stream_salsa20*", "crypto_stream_xsalsa20*"]),
    api(SODIUM, &["HMAC-SHA-256"], &["crypto_auth_hmacsha256*"]),
    // `crypto_auth` is HMAC-SHA-512 cut to 256 bits, not over SHA-512/256, which has other initial values (FIPS 180-4).
    api(SODIUM, &["HMAC-SHA-512"], &["crypto_auth_hmacsha512", "crypto_auth_hmacsha512_*", "crypto_auth", "crypto_auth_verify", "crypto_auth_hmacsha512256*"]),
    api(SODIUM, &["Poly1305"], &["crypto_onetimeauth*"]),
    api(SODIUM, &["SipHash"], &["crypto_shorthash*"]),
    api(SODIUM, &["HKDF-SHA-256"], &["crypto_kdf_hkdf_sha256_*"]),
    api(SODIUM, &["HKDF-SHA-512"], &["crypto_kdf_hkdf_sha512_*"]),
    // Apple CommonCrypto.
    api(COMMON_CRYPTO, &["MD2"], &["CC_MD2*"]),
    api(COMMON_CRYPTO, &["MD4"], &["CC_MD4*"]),
    api(COMMON_CRYPTO, &["MD5"], &["CC_MD5*"]),
    api(COMMON_CRYPTO, &["SHA-1"], &["CC_SHA1", "CC_SHA1_*"]),
    api(COMMON_CRYPTO, &["SHA-224"], &["CC_SHA224*"]),
    api(COMMON_CRYPTO, &["SHA-256"], &["CC_SHA256*"]),
    api(COMMON_CRYPTO, &["SHA-384"], &["CC_SHA384*"]),
    api(COMMON_CRYPTO, &["SHA-512"], &["CC_SHA512*"]),
    api(COMMON_CRYPTO, &["HMAC"], &["CCHmac*"]),
    api(COMMON_CRYPTO, &["PBKDF2"], &["CCKeyDerivationPBKDF"]),
    // BSD's digests, in libmd and libbsd and in programs that carry them along.
    api(LIBMD, &["MD4"], &["MD4Init", "MD4Update", "MD4Final", "MD4Data", "MD4File"]),
    api(LIBMD, &["MD5"], &["MD5Init", "MD5Update", "MD5Final", "MD5Data", "MD5File"]),
    api(LIBMD, &["RIPEMD-160"], &["RMD160Init", "RMD160Update", "RMD160Final", "RMD160Data"]),
    api(LIBMD, &["SHA-1"], &["SHA1Init", "SHA1Update", "SHA1Final", "SHA1Data", "SHA1File"]),
    api(LIBMD, &["SHA-224"], &["SHA224Init", "SHA224Update", "SHA224Final", "SHA224Data"]),
    api(LIBMD, &["SHA-256"], &["SHA256Init", "SHA256Update", "SHA256Final", "SHA256Data", "SHA256File"]),
    api(LIBMD, &["SHA-384"], &["SHA384Init", "SHA384Update", "SHA384Final", "SHA384Data"]),
    api(LIBMD, &["SHA-512"], &["SHA512Init", "SHA512Update", "SHA512Final", "SHA512Data", "SHA512File"]),
];

/// Name spaces in which the algorithm is written out, and the words of a function that follow it.
const SPELLED: &[(&str, &str)] = &[
    (LIBOQS, "OQS_KEM_"),
    (LIBOQS, "OQS_SIG_STFL_alg_"),
    (LIBOQS, "OQS_SIG_"),
    ("PQClean", "PQCLEAN_"),
    ("CRYSTALS reference code", "pqcrystals_"),
    ("mlkem-native", "PQCP_MLKEM_NATIVE_"),
    ("mldsa-native", "PQCP_MLDSA_NATIVE_"),
];

/// Every row of the table.
pub fn apis() -> impl Iterator<Item = &'static Api> {
    APIS.iter()
}

/// The libraries that [`function`] knows functions of, sorted.
#[must_use]
pub fn function_libraries() -> Vec<&'static str> {
    let mut all: Vec<&str> = APIS.iter().map(|api| api.library).collect();
    all.extend(SPELLED.iter().map(|(library, _)| *library));
    all.sort_unstable();
    all.dedup();
    all
}

/// Names of a library's functions of which [`function`] knows the algorithm; `*` at the end stands for any ending.
pub fn functions_of(library: &str) -> impl Iterator<Item = String> {
    let listed =
        APIS.iter().filter(move |api| api.library == library).flat_map(|api| api.functions);
    let spelled =
        SPELLED.iter().filter(move |(of, _)| *of == library).map(|(_, space)| format!("{space}*"));
    let envelope = (library == OPENSSL).then(|| "EVP_*".to_owned());
    listed.map(|name| (*name).to_owned()).chain(spelled).chain(envelope)
}

/// The library and the algorithms that a function's name stands for; `None` for every other name.
#[must_use]
pub fn function(name: &str) -> Option<NamedFunction> {
    // Longer than any name of the table; hostile input ends here.
    if name.len() > 120 || !name.is_ascii() {
        return None;
    }
    listed(name).or_else(|| spelled(name)).or_else(|| envelope(name))
}

/// By the table: the whole name, or else the longest beginning.
fn listed(name: &str) -> Option<NamedFunction> {
    static VIEW: LazyLock<HashMap<&'static str, &'static Api>> = LazyLock::new(|| {
        let names = |api: &'static Api| api.functions.iter().map(move |name| (*name, api));
        APIS.iter().flat_map(names).collect()
    });
    static BEGINNINGS: LazyLock<Vec<Vec<(&'static str, &'static Api)>>> = LazyLock::new(|| {
        // By first byte, the longest first.
        let mut by_byte = vec![Vec::new(); 128];
        for (name, api) in VIEW.iter() {
            if let Some(stem) = name.strip_suffix('*') {
                by_byte[usize::from(stem.as_bytes()[0] & 0x7F)].push((stem, *api));
            }
        }
        by_byte
            .iter_mut()
            .for_each(|list| list.sort_by_key(|(stem, _)| (usize::MAX - stem.len(), *stem)));
        by_byte
    });
    let beginning = || {
        let list = &BEGINNINGS[usize::from(name.as_bytes().first()? & 0x7F)];
        list.iter().find(|(stem, _)| name.starts_with(stem)).map(|(_, api)| *api)
    };
    let api = VIEW.get(name).copied().or_else(beginning)?;
    let algorithms = api.algorithms.iter().map(|name| (*name).to_owned()).collect();
    Some(NamedFunction { library: api.library, algorithms })
}

/// `OQS_KEM_ml_kem_768_encaps`, `PQCLEAN_MLDSA65_CLEAN_crypto_sign`: the longest name at the beginning that the
/// registry knows.
fn spelled(name: &str) -> Option<NamedFunction> {
    let (library, rest) =
        SPELLED.iter().find_map(|(library, space)| Some((*library, name.strip_prefix(space)?)))?;
    let ends = rest.match_indices('_').map(|(at, _)| at).chain([rest.len()]).collect::<Vec<_>>();
    let known = ends.iter().rev().find_map(|end| super::by_name(&rest[..*end]))?;
    Some(NamedFunction { library, algorithms: vec![known.name] })
}

/// `EVP_aes_256_gcm`, `EVP_sha3_512`: OpenSSL's high-level names of digests and ciphers (`openssl/evp.h`).
fn envelope(name: &str) -> Option<NamedFunction> {
    let rest = name.strip_prefix("EVP_")?;
    if !rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        return None;
    }
    let known = super::by_name(rest)?;
    Some(NamedFunction { library: OPENSSL, algorithms: vec![known.name] })
}
