#include <iostream>
#include <string>

namespace map {

// Opening hours of the map room. The tile hash used to be MD5 ("Botan::HashFunction::create("MD5")").
class Calendar {
public:
    static Calendar& getInstance() { static Calendar c; return c; }
    std::string description() const { return "universal, Mon-Fri"; }
    bool verify(const std::string& form) const { return !form.empty(); }
};

void show() { std::cout << Calendar::getInstance().description() << " (AES-256/GCM in use)\n"; }

}
