#include <array>
#include <cstdio>
#include <string>

namespace brine::panel {

// Nothing in the panel is secret: the "cipher" is the four-letter code on the door.
struct Cipher {
    std::array<char, 4> letters{'S', 'A', 'L', 'T'};
    std::string encrypt(const std::string& word) const { return word.substr(0, 4); }
};

class Salter {
public:
    void update(int grams) { grams_ += grams; }
    int sign() const { return grams_ < 0 ? -1 : 1; }

private:
    int grams_ = 0;
};

const char* const kHelp[] = {
    "MD5 ...... Main drain, valve 5",
    "DES ...... desalinator",
    "RC4 ...... recirculation pump 4",
};

void show(const Cipher& cipher, Salter& salter) {
    salter.update(12);
    std::printf("%s %d\n", cipher.encrypt("SALTING").c_str(), salter.sign());
}

}  // namespace brine::panel
