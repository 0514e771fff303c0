import Foundation
import CryptoKit

enum Grade: Int {
    case basic = 128
    case full = 256

    static let standard: Grade = .full

    var keySize: SymmetricKeySize { SymmetricKeySize(bitCount: rawValue) }
}

struct Settings: Decodable {
    var rsaBits: Int = 2048
    var tagHash: String?

    static func load(_ bundle: Bundle = .main) -> Settings {
        guard let url = bundle.url(forResource: "trip", withExtension: "json"),
              let data = try? Data(contentsOf: url),
              let settings = try? JSONDecoder().decode(Settings.self, from: data)
        else { return Settings() }
        return settings
    }
}

extension Settings {
    static let helpText = "Your pass is signed with ECDSA; ask the desk for details."
}
