#pragma once
#include <openssl/evp.h>

#include <functional>
#include <string>
#include <vector>

#include "schemes.hpp"

namespace coldstore {

using Bytes = std::vector<unsigned char>;

EVP_PKEY* newDockKey(const KeyPlan& plan = {});
EVP_PKEY* newScannerKey();
EVP_PKEY* newArchiveKey();
EVP_PKEY* newDoorKey();
Bytes signReceipt(EVP_PKEY* key, const std::string& receipt);

std::string palletLabel(const std::string& pallet, int bits = 512);
std::string oldPalletLabel(const std::string& pallet);
Bytes lockJournal(const Bytes& key, const std::string& journal, Bytes& iv);

}  // namespace coldstore
