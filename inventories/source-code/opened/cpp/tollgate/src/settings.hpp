#pragma once
#include <nlohmann/json.hpp>
#include <fstream>
#include <string>

class Settings {
public:
    explicit Settings(const std::string& file) { std::ifstream(file) >> json_; }

    std::string plate_hash() const { return json_.value("plateHash", "SHA-1"); }
    std::string token_cipher() const { return json_.value("tokenCipher", "AES-128/GCM"); }

private:
    nlohmann::json json_;
};
