#pragma once
#include <fstream>
#include <string>
#include <nlohmann/json.hpp>

struct Settings {
    std::string plate_hash = "SHA256";
    std::string curve;

    static const Settings& get() {
        static const Settings s = [] {
            std::ifstream in("config/plaza.json");
            const auto j = nlohmann::json::parse(in);
            return Settings{j.at("plate_hash"), j.at("curve")};
        }();
        return s;
    }
};
