#pragma once

#include <fstream>
#include <map>
#include <string>

// One way to sign a firmware for the ticket readers on the ferries.
struct Profile { const char *name, *type; unsigned bits; const char *group; };

inline constexpr Profile kProfiles[] = {
    {"release", "RSA", 3072, nullptr},
    {"bench", "EC", 0, "P-256"},
};

class Settings {
public:
    explicit Settings(const std::string &path = "ferrysign.properties") {
        std::ifstream in(path);
        for (std::string line; std::getline(in, line);) {
            const auto eq = line.find('=');
            if (line.rfind('#', 0) == 0 || eq == std::string::npos) continue;
            values_[line.substr(0, eq)] = line.substr(eq + 1);
        }
    }

    std::string get(const std::string &name, const std::string &fallback) const {
        return values_.count(name) ? values_.at(name) : fallback;
    }

    const Profile &profile() const {
        const auto wanted = get("profile", "release");
        for (const auto &p : kProfiles)
            if (wanted == p.name) return p;
        return kProfiles[0];
    }

    std::string payloadCipher() const {
        return "AES-" + get("payload.bits", "128") + "-" + get("payload.mode", "CTR");
    }
private:
    std::map<std::string, std::string> values_;
};
