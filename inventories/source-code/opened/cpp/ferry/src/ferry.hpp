#pragma once
#include <cstdint>
#include <string>

namespace ferry {

struct Policy {
    static constexpr std::uint16_t rsa_bits = 1024;
    static constexpr const char* archive_hash = "SHA-1";
};

std::string describe(int berth);

}
