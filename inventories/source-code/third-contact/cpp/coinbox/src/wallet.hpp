#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace coinbox {

using Seed = std::vector<uint8_t>;
using Hasher = std::function<Seed(const Seed &)>;

struct Options {
  bool testnet = false;
  Hasher hasher;
};

template <class Hash>
Seed run_hash(const Seed &in) {
  Seed out(Hash::DIGESTSIZE);
  Hash h;
  h.Update(in.data(), in.size());
  h.Final(out.data());
  return out;
}

}  // namespace coinbox
