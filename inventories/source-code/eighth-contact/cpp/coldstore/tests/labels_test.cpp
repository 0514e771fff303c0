#include <openssl/evp.h>

#include <cassert>
#include <iostream>

#include "keys.hpp"

int main() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(1024));
    assert(coldstore::signReceipt(key, "12 pallets of peas").size() == 128);
    EVP_PKEY_free(key);
    assert(coldstore::palletLabel("P-256").size() == 128);
    std::cout << "RSA receipts: ok\n";
}
