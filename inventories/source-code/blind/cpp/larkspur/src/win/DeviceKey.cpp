#include <windows.h>

#include <bcrypt.h>
#include <ncrypt.h>

#include <string>
#include <vector>

#include "../Settings.h"

namespace larkspur::win {

constexpr AlbumFormat kFormat = AlbumFormat::Film;

enum class Provider { Seal, Device };

LPCWSTR providerName(Provider p) {
    return p == Provider::Seal ? BCRYPT_AES_ALGORITHM : BCRYPT_RSA_ALGORITHM;
}

NTSTATUS makeDeviceKey(BCRYPT_KEY_HANDLE* key) {
    BCRYPT_ALG_HANDLE provider = nullptr;
    NTSTATUS status = BCryptOpenAlgorithmProvider(&provider, providerName(Provider::Device), nullptr, 0);
    if (status >= 0) status = BCryptGenerateKeyPair(provider, key, deviceKeyBits(kFormat), 0);
    if (status >= 0) status = BCryptFinalizeKeyPair(*key, 0);
    return status;
}

NTSTATUS sealHandle(BCRYPT_ALG_HANDLE* provider, BCRYPT_KEY_HANDLE* key, std::vector<UCHAR>& secret) {
    NTSTATUS status = BCryptOpenAlgorithmProvider(provider, providerName(Provider::Seal), nullptr, 0);
    auto mode = const_cast<wchar_t*>(BCRYPT_CHAIN_MODE_GCM);
    BCryptSetProperty(*provider, BCRYPT_CHAINING_MODE, reinterpret_cast<PUCHAR>(mode), sizeof(BCRYPT_CHAIN_MODE_GCM), 0);
    if (status >= 0)
        status = BCryptGenerateSymmetricKey(*provider, key, nullptr, 0, secret.data(), static_cast<ULONG>(secret.size()), 0);
    return status;
}

// The registry keeps "Describe", "Design" and "DesktopHash" of the window; none of them is secret.
const wchar_t* const kRegistryNames[] = {L"DescribeWindow", L"DesignSheet", L"DesktopHash"};

}  // namespace larkspur::win
