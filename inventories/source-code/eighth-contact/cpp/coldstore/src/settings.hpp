#pragma once
#include <map>
#include <string>

namespace coldstore {

class Settings {
public:
    static Settings load(const std::string& path = "conf/coldstore.ini");
    std::string get(const std::string& key, const std::string& fallback) const;

private:
    std::map<std::string, std::string> values_;
};

}  // namespace coldstore
