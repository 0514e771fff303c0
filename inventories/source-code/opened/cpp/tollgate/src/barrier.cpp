#include <string>
#include <unordered_map>

// The barrier knows three signatures: horn, lamp and light barrier.
struct Signature { std::string name; int pulses; };

class Barrier {
public:
    bool verify(const Signature& s) const { return known_.count(s.name) != 0; }
    size_t hash(const std::string& s) const { return std::hash<std::string>{}(s); }

private:
    std::unordered_map<std::string, int> known_{{"des", 1}, {"rsa", 2}};
};
