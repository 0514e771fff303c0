#include <cassert>

#include <openssl/evp.h>

int main() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519");
    assert(key != nullptr);
    EVP_PKEY_free(key);
    return 0;
}
