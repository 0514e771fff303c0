#pragma once
#include <cryptopp/aes.h>
#include <cryptopp/eax.h>
#include <cryptopp/gcm.h>
#include <cryptopp/modes.h>
#include <cryptopp/osrng.h>

namespace glasshouse {

using Block = CryptoPP::AES;
using LabelMode = CryptoPP::CFB_Mode<Block>;

template <class Mode, int Bits>
class Sealer {
public:
    static constexpr int key_len = Bits / 8;

    std::string seal(const std::string& text, const CryptoPP::SecByteBlock& key) {
        CryptoPP::AutoSeededRandomPool pool;
        CryptoPP::SecByteBlock iv(12);
        pool.GenerateBlock(iv, iv.size());
        typename Mode::Encryption enc;
        enc.SetKeyWithIV(key, key_len, iv, iv.size());
        std::string out;
        CryptoPP::StringSource(text, true,
            new CryptoPP::AuthenticatedEncryptionFilter(enc, new CryptoPP::StringSink(out)));
        return out;
    }
};

using SeedSealer = Sealer<CryptoPP::GCM<Block>, 256>;
using NoteSealer = Sealer<CryptoPP::EAX<Block>, 8 * Block::DEFAULT_KEYLENGTH>;

/// Universal shelf labels; they are printed, never decrypted.
std::string label(const std::string& text, const CryptoPP::SecByteBlock& key16);

}  // namespace glasshouse
