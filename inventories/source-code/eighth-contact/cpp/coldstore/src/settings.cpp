#include "settings.hpp"

#include <fstream>

namespace coldstore {

static std::string trim(const std::string& s) {
    const auto a = s.find_first_not_of(" \t");
    return a == std::string::npos ? "" : s.substr(a, s.find_last_not_of(" \t") - a + 1);
}

Settings Settings::load(const std::string& path) {
    Settings s;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto eq = line.find('=');
        if (eq != std::string::npos) s.values_[trim(line.substr(0, eq))] = trim(line.substr(eq + 1));
    }
    return s;
}

std::string Settings::get(const std::string& key, const std::string& fallback) const {
    const auto it = values_.find(key);
    return it == values_.end() ? fallback : it->second;
}

}  // namespace coldstore
