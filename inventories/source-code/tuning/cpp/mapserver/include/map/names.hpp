#pragma once
#include <string_view>

namespace map::names {

inline constexpr std::string_view tile_hash = "SHA-3(384)";
inline constexpr std::string_view session_cipher = "ChaCha20Poly1305";
inline constexpr int key_bits = 2048;

}
