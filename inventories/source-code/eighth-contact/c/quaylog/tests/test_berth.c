#include <assert.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include "quay.h"

int main(void)
{
    static const unsigned char doc[] = "two barges, gravel";
    unsigned char sig[512];
    size_t siglen = sizeof(sig);
    EVP_PKEY *key = EVP_RSA_gen(1024);

    assert(key != NULL);
    assert(quay_sign_manifest(key, doc, sizeof(doc), sig, &siglen));
    assert(siglen == 128);
    assert(des_berth("Marie", 3) == 0);
    EVP_PKEY_free(key);
    return 0;
}
