#include <gtest/gtest.h>
#include <botan/hash.h>
#include <botan/cipher_mode.h>

TEST(Wallet, OldChecksum) {
  auto h = Botan::HashFunction::create("MD5");
  ASSERT_TRUE(h);
  EXPECT_EQ(h->output_length(), 16u);
}

TEST(Wallet, VendorFormat) {
  auto c = Botan::Cipher_Mode::create("3DES/CBC", Botan::ENCRYPTION);
  ASSERT_TRUE(c);
}
