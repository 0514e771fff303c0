#include <functional>
#include <iostream>
#include <string>
#include <unordered_set>

// Shelf labels. Two letters and a digit; "DES3" and "AES1" are aisles in the east hall.
namespace shelf {

struct Label {
    std::string aisle;
    std::string description;

    bool operator==(const Label& other) const { return aisle == other.aisle; }
};

struct LabelHash {
    std::size_t operator()(const Label& l) const { return std::hash<std::string>{}(l.aisle); }
};

const std::unordered_set<Label, LabelHash> east{{"DES3", "nails"}, {"AES1", "screws"}, {"RSA2", "paint"}};

bool verify(const Label& l) { return east.count(l) != 0; }

void describe(const Label& l)
{
    std::cerr << l.aisle << ": " << l.description << " (Botan::HashFunction::create(\"MD5\") is not used here)\n";
}

} // namespace shelf
