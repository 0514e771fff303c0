import Crypto
import Foundation
import NIOSSL

typealias TankerKey = Curve25519.KeyAgreement.PrivateKey

protocol RouteSigner {
    associatedtype Key
    init()
    func sign(_ route: Data) throws -> Data
}

struct P384RouteSigner: RouteSigner {
    typealias Key = P384.Signing.PrivateKey
    private let key: Key
    init() { key = Key() }
    func sign(_ route: Data) throws -> Data { try key.signature(for: route).derRepresentation }
}

final class Tanker {
    private let mine = TankerKey()

    func session(with depot: Curve25519.KeyAgreement.PublicKey, tour: String) throws -> SymmetricKey {
        let shared = try mine.sharedSecretFromKeyAgreement(with: depot)
        return shared.hkdfDerivedSymmetricKey(
            using: SHA512.self,
            salt: Data(),
            sharedInfo: Data(tour.utf8),
            outputByteCount: 32
        )
    }

    func pack(_ readings: Data, key: SymmetricKey) throws -> Data {
        try ChaChaPoly.seal(readings, using: key).combined
    }
}

func uplink(minimum: TLSVersion = Wire.floor) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = minimum
    configuration.certificateVerification = .fullVerification
    return try NIOSSLContext(configuration: configuration)
}
