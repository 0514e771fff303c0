#include <botan/auto_rng.h>
#include <botan/aead.h>
#include <botan/ec_group.h>
#include <botan/ecdh.h>
#include <botan/mac.h>
#include <boost/program_options.hpp>
#include <QCryptographicHash>
#include <iostream>

namespace po = boost::program_options;

static constexpr const char *kPrefix = "HMAC";

int main(int argc, char **argv) {
  po::options_description desc("gatectl options");
  desc.add_options()
      ("curve", po::value<std::string>()->default_value("secp384r1"), "curve of the tunnel key (ECDH)")
      ("vpn.cipher", po::value<std::string>()->default_value("AES-256/CBC"), "data cipher")
      ("vpn.curve", po::value<std::string>(), "read by the daemon only")
      ("vpn.key", po::value<std::string>(), "read by the daemon only")
      ("tag", po::value<std::string>()->default_value("SHA-256"), "digest of the control tag");
  po::variables_map vm;
  po::store(po::parse_command_line(argc, argv, desc), vm);
  po::store(po::parse_config_file<char>("gatectl.ini", desc), vm);
  po::notify(vm);

  Botan::AutoSeeded_RNG rng;
  Botan::ECDH_PrivateKey key(rng, Botan::EC_Group(vm["curve"].as<std::string>()));
  auto aead = Botan::AEAD_Mode::create_or_throw(vm["vpn.cipher"].as<std::string>(), Botan::ENCRYPTION);
  auto mac = Botan::MessageAuthenticationCode::create_or_throw(
      std::string(kPrefix) + "(" + vm["tag"].as<std::string>() + ")");
  QByteArray id = QCryptographicHash::hash("gate", QCryptographicHash::Sha3_256);
  std::cout << id.toHex().constData() << std::endl;
  return 0;
}
