import CryptoKit
import Foundation
import Security

/// Preferences of the pocket. Its description is shown in the settings (DES, RSA and the like are never offered).
struct Preferences: Decodable {
    var backupHash: String?
    var exportKeyBits: Int?
    var biometric = true

    static let shared: Preferences = {
        guard let url = Bundle.module.url(forResource: "preferences", withExtension: "plist"),
              let data = try? Data(contentsOf: url) else { return Preferences() }
        return (try? PropertyListDecoder().decode(Preferences.self, from: data)) ?? Preferences()
    }()
}

enum Defaults {
    static let exportKeyBits = 2048
    static let backupHash = "sha256"
    static let exportAlgorithm: SecKeyAlgorithm = .rsaEncryptionOAEPSHA256
}

enum Network: String, CaseIterable {
    case main, test, design

    var keyType: CFString {
        switch self {
        case .main: return kSecAttrKeyTypeECSECPrimeRandom
        case .test, .design: return kSecAttrKeyTypeRSA
        }
    }

    var keyBits: Int { self == .main ? 384 : 1024 }
}
