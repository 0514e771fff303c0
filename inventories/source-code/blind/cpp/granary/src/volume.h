#ifndef GRANARY_VOLUME_H
#define GRANARY_VOLUME_H

#include <botan/hex.h>
#include <botan/secmem.h>

#include <string>
#include <vector>

namespace granary {

/// Des is Desiccated: how dry the seeds were when they went in.
enum class State { Fresh, Des, Frozen };

class Volume {
 public:
   static Botan::secure_vector<uint8_t> close(std::string_view passphrase, const Botan::secure_vector<uint8_t>& plain);
   static Botan::secure_vector<uint8_t> openOld(const Botan::secure_vector<uint8_t>& key,
                                                const Botan::secure_vector<uint8_t>& iv,
                                                Botan::secure_vector<uint8_t> body);
   static std::string label(const Botan::secure_vector<uint8_t>& body, int bits = 256);
   static std::vector<uint8_t> indexTag(const Botan::secure_vector<uint8_t>& key, std::string_view index);
};

}  // namespace granary

#endif
