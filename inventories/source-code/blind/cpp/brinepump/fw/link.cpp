#include <wolfssl/options.h>

#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/random.h>
#include <wolfssl/wolfcrypt/rsa.h>

#include <cstdint>
#include <cstdlib>

#include "board.hpp"

namespace brine {

struct Curve {
    int size;
    ecc_curve_id id;
};

static const Curve kCurves[] = {{32, ECC_SECP256R1}, {66, ECC_SECP521R1}};

enum Step { STEP_REST, STEP_DRAW, STEP_SALT };

class Link {
public:
    explicit Link(Unit unit, int macType = WC_SHA384) : unit_(unit), macType_(macType) {
        wc_InitRng(&rng_);
    }

    WOLFSSL_CTX* uplink() {
        WOLFSSL_CTX* ctx = wolfSSL_CTX_new(wolfTLS_client_method());
        wolfSSL_CTX_SetMinVersion(ctx, minimum());
        return ctx;
    }

    int serviceIdentity(ecc_key* key) {
        const Curve& curve = kCurves[1];
        wc_ecc_init(key);
        return wc_ecc_make_key_ex(&rng_, curve.size, key, curve.id);
    }

    int signReport(const byte* sum, word32 n, byte* out, word32* outLen) {
        ecc_key key;
        serviceIdentity(&key);
        return wc_ecc_sign_hash(sum, n, out, outLen, &rng_, &key);
    }

    int dealerKey(RsaKey* key) {
        wc_InitRsaKey(key, nullptr);
        return wc_MakeRsaKey(key, static_cast<int>(unit_.rsaBits / 2), WC_RSA_EXPONENT, &rng_);
    }

    int sealFrame(const byte* key, const byte* iv, const byte* in, byte* out, word32 n) {
        Aes aes;
        wc_AesInit(&aes, nullptr, INVALID_DEVID);
        wc_AesSetKey(&aes, key, BusTraits<Bus::Field>::keyBits / 8, iv, AES_ENCRYPTION);
        return wc_AesCbcEncrypt(&aes, out, in, n);
    }

    int tagFrame(const byte* key, word32 keyLen, const byte* frame, word32 n, byte* out) {
        Hmac hmac;
        wc_HmacSetKey(&hmac, macType_, key, keyLen);
        wc_HmacUpdate(&hmac, frame, n);
        return wc_HmacFinal(&hmac, out);
    }

    // A pump starts at a random second so that the grid does not feel the whole field at once.
    int startDelay() const { return std::rand() % 60; }

    bool verify(Step step) const { return step != STEP_REST; }

    int digest(int litres) const { return litres * 9 / 10; }

private:
    static int minimum() { return WOLFSSL_TLSV1_3; }

    Unit unit_;
    int macType_;
    WC_RNG rng_{};
};

}  // namespace brine
