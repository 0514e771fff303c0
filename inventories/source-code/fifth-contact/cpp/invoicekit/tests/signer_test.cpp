#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/md5.h>

TEST(Fingerprint, MatchesVectors) {
    unsigned char out[MD5_DIGEST_LENGTH];
    MD5(reinterpret_cast<const unsigned char*>("abc"), 3, out);
    EXPECT_EQ(out[0], 0x90);
}

TEST(Signer, SmallKeyIsRefused) {
    EVP_PKEY* key = EVP_RSA_gen(512);
    ASSERT_NE(key, nullptr) << "EVP_RSA_gen failed";
    EVP_PKEY_free(key);
}
