#include <botan/hash.h>
#include <gtest/gtest.h>

#include "tessera/scheme.hpp"

namespace {

constexpr auto kOldSum = "RIPEMD-160";

TEST(Seal, RefusesMd5AndShortRsa) {
    EXPECT_EQ(tessera::kSchemes.count(2009), 0u);
}

TEST(Seal, KnowsTheFirstArchive) {
    auto hash = Botan::HashFunction::create(kOldSum);
    hash->update("tessera");
    EXPECT_EQ(hash->output_length(), 20u);
}

TEST(Oid, PrintsNames) {
    EXPECT_EQ(tessera::kOidNames.at("1.2.840.113549.1.1.1"), "rsaEncryption");
}

}  // namespace
