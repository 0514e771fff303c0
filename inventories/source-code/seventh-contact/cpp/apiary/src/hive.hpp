#pragma once

#include <string>

namespace apiary {

/// How a hive is kept. "Aes" is short for Aesculus, the horse chestnut.
enum class Keeping { Meadow, Forest };

struct Hive {
    std::string name;
    Keeping keeping = Keeping::Meadow;
    int frames = 10;
};

class Brand {
public:
    virtual ~Brand() = default;
    std::string iron(const Hive& hive) const;
    std::string describe() const { return "brand of the apiary"; }

protected:
    virtual std::string scheme() const = 0;
    virtual std::string digest() const { return "SHA-512"; }
};

class QueenBrand final : public Brand {
protected:
    std::string scheme() const override { return "PSS"; }
};

}  // namespace apiary
