#ifndef DEPOT_OPTIONS_H
#define DEPOT_OPTIONS_H

#include <fstream>
#include <map>
#include <string>

class Options {
public:
    explicit Options(const std::string& file)
    {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const auto eq = line.find(" = ");
            if (eq != std::string::npos && line[0] != '#')
                values_[line.substr(0, eq)] = line.substr(eq + 3);
        }
    }

    std::string get(const std::string& name, const std::string& fallback) const
    {
        const auto it = values_.find(name);
        return it == values_.end() ? fallback : it->second;
    }

private:
    std::map<std::string, std::string> values_;
};

enum class Grade { Low, High };

#endif
