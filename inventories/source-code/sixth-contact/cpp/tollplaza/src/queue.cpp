#include <functional>
#include <random>
#include <string>

namespace tollplaza {

// DES here is the Dulwich Express Service
struct DES { int lane; };

class Cipher {
public:
    void update(const std::string& riddle) { state_ ^= std::hash<std::string>{}(riddle); }
    bool verify(std::size_t answer) const { return answer == state_; }

private:
    std::size_t state_ = 0;
};

int next_lane(int lanes) {
    std::mt19937 engine(7);
    return static_cast<int>(engine() % lanes);
}

const char* usage() { return "tollplaza --digest sha256 --cipher aes plate"; }

}  // namespace tollplaza
