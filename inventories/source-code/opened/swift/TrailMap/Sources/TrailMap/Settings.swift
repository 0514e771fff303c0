import Foundation

struct Settings: Decodable {
    var TrackDigest: String = "sha256"
    var KeyBits: Int = 2048

    static let shared: Settings = {
        guard let url = Bundle.module.url(forResource: "Crypto", withExtension: "plist"),
              let data = try? Data(contentsOf: url),
              let value = try? PropertyListDecoder().decode(Settings.self, from: data)
        else { return Settings() }
        return value
    }()
}

/// What a trail sign may show. `cipher` is a figure in a geocache riddle.
enum Riddle {
    case cipher(Character)
    case description(String)

    var hash: String { "#" }
    func decrypt() -> String { "look under the stone" }
}
