import Crypto
import Foundation
import _CryptoExtras

public struct Slip: Codable {
    public var farm: String
    public var litres: Double
    public var fat: Double

    public var line: Data { Data("\(farm)|\(litres)|\(fat)".utf8) }

    public init(farm: String, litres: Double, fat: Double) {
        self.farm = farm
        self.litres = litres
        self.fat = fat
    }
}

public struct SlipOffice {
    let settings: Settings

    func makeKey() throws -> _RSA.Signing.PrivateKey {
        let size = _RSA.Signing.PrivateKey.slipSize(bits: settings.slipKeyBits)
        return try _RSA.Signing.PrivateKey(keySize: size)
    }

    func sign(_ slip: Slip, key: _RSA.Signing.PrivateKey) throws -> Data {
        try key.signature(for: slip.line, padding: .PSS).rawRepresentation
    }

    func signForRegistry(_ slip: Slip, key: _RSA.Signing.PrivateKey, style: _RSA.Signing.Padding = .insecurePKCS1v1_5) throws -> Data {
        try key.signature(for: slip.line, padding: style).rawRepresentation
    }
}

extension _RSA.Signing.PrivateKey {
    static func slipSize(bits: Int) -> _RSA.Signing.KeySize {
        _RSA.Signing.KeySize(bitCount: bits)
    }
}

// fingerprints of the tank labels; the old printers know only the short one
func fingerprint<H: HashFunction>(_ data: Data, using _: H.Type = SHA256.self) -> String {
    H.hash(data: data).map { String(format: "%02x", $0) }.joined()
}

public func label(_ slip: Slip) -> String {
    fingerprint(slip.line)
}

public func oldLabel(_ slip: Slip) -> String {
    fingerprint(slip.line, using: Insecure.SHA1.self)
}
