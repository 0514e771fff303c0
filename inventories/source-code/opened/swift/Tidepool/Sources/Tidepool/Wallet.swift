import Crypto
import Foundation
import _CryptoExtras
import secp256k1
import web3swift

typealias Coin = secp256k1.Signing.PrivateKey

final class Wallet {
    private lazy var coin: Coin = { try! Coin() }()

    private let shared: _RSA.Signing.PrivateKey

    init(bits: _RSA.Signing.KeySize = .bits4096) throws {
        shared = try _RSA.Signing.PrivateKey(keySize: bits)
    }

    func pay(_ tx: Data) throws -> Data {
        try coin.signature(for: tx).derRepresentation
    }

    func attest(_ text: Data, old: Bool = false) throws -> Data {
        let padding: _RSA.Signing.Padding = old ? .insecurePKCS1v1_5 : .PSS
        return try shared.signature(for: text, padding: padding).rawRepresentation
    }

    func identity() -> Curve25519.Signing.PrivateKey { .init() }

    func sign(_ text: Data) throws -> Data { try identity().signature(for: text) }

    func keystore(_ password: String) throws -> EthereumKeystoreV3? {
        try EthereumKeystoreV3(password: password)
    }

    func topic(_ event: String) -> Data? { event.data(using: .utf8)?.sha3(.keccak256) }

    func verify(_ amount: Int) -> Bool { amount > 0 }
}
