#include <cassert>
#include <string>

#include "ticket.hpp"

int main()
{
    CryptoPP::AutoSeededRandomPool rng;
    const auto house = stagedoor::houseKey(rng);
    const auto seat = stagedoor::seatKey(rng);

    const std::string sig = stagedoor::signSeat(seat, "B14", rng);
    CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>::PublicKey pub;
    seat.MakePublicKey(pub);
    CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>::Verifier verifier(pub);
    assert(verifier.VerifyMessage(reinterpret_cast<const CryptoPP::byte*>("B14"), 3,
        reinterpret_cast<const CryptoPP::byte*>(sig.data()), sig.size()));

    assert(stagedoor::signSeason(house, "season", rng).size() == 256);
    return 0;
}
