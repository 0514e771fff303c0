// Savegames: the player must not edit them, but may copy them.
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/aes.h>
#include <cryptopp/crc.h>
#include <cryptopp/filters.h>
#include <cryptopp/gcm.h>
#include <cryptopp/hex.h>
#include <cryptopp/md5.h>
#include <cryptopp/modes.h>
#include <cryptopp/osrng.h>
#include <cryptopp/pwdbased.h>
#include <cryptopp/sha.h>
#include <algorithm>
#include <random>
#include <vector>

using namespace CryptoPP;

namespace rookery {

typedef GCM<AES> SaveMode;

static const size_t kKeyLength = AES::MAX_KEYLENGTH;
static const char kBuildSecret[] = "rookery-2023-f00d";

static SecByteBlock saveKey(const std::string &player) {
    SecByteBlock key(kKeyLength);
    PKCS5_PBKDF2_HMAC<SHA256> kdf;
    kdf.DeriveKey(key, key.size(), 0, reinterpret_cast<const byte *>(kBuildSecret), sizeof(kBuildSecret) - 1,
                  reinterpret_cast<const byte *>(player.data()), player.size(), 20000);
    return key;
}

std::string closeSave(const std::string &player, const std::string &plain) {
    AutoSeededRandomPool rng;
    byte iv[12];
    rng.GenerateBlock(iv, sizeof(iv));

    const SecByteBlock key = saveKey(player);
    SaveMode::Encryption enc;
    enc.SetKeyWithIV(key, key.size(), iv, sizeof(iv));

    std::string body;
    StringSource(plain, true, new AuthenticatedEncryptionFilter(enc, new StringSink(body)));
    return std::string(reinterpret_cast<char *>(iv), sizeof(iv)) + body;
}

// Saves of the demo. Key and IV were in the binary.
std::string openDemoSave(const std::string &stored) {
    static const byte demoKey[] = "RookeryDemoKey16";
    static const byte demoIv[] = "RookeryDemoIv_16";
    CBC_Mode<AES>::Decryption dec(demoKey, 16, demoIv);
    std::string plain;
    StringSource(stored, true, new StreamTransformationFilter(dec, new StringSink(plain)));
    return plain;
}

// Name of the thumbnail in the cache of the store's launcher, which wants MD5.
std::string launcherName(const std::string &path) {
    std::string name;
    Weak::MD5 md5;
    StringSource(path, true, new HashFilter(md5, new HexEncoder(new StringSink(name), false)));
    return name + ".png";
}

// Do two saves differ at all?
word32 quickSum(const std::string &data) {
    CRC32 crc;
    word32 sum = 0;
    crc.CalculateDigest(reinterpret_cast<byte *>(&sum), reinterpret_cast<const byte *>(data.data()), data.size());
    return sum;
}

// Opening book: any order will do.
void shuffleBook(std::vector<int> &moves, unsigned seed) {
    std::mt19937 gen(seed);
    std::shuffle(moves.begin(), moves.end(), gen);
}

}  // namespace rookery
