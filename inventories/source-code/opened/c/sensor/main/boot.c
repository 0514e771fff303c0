#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/hash.h>

/* Boot loader of the sensor. */
int boot_check(const byte *image, word32 len, byte *out, word32 outlen)
{
    enum wc_HashType type = WC_HASH_TYPE_SHA384;

    return wc_Hash(type, image, len, out, outlen);
}

int boot_key(ecc_key *key, WC_RNG *rng)
{
    wc_ecc_init(key);
    return wc_ecc_make_key(rng, 32, key);
}

int boot_decrypt(Aes *aes, const byte *key, const byte *iv, const byte *in, byte *out, word32 len)
{
    int rc = wc_AesSetKey(aes, key, 16, iv, AES_DECRYPTION);

    return rc == 0 ? wc_AesCbcDecrypt(aes, out, in, len) : rc;
}

WOLFSSL_CTX *boot_tls(void)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfTLSv1_3_client_method());

    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
    return ctx;
}
