import Foundation
import NIOSSL

public struct Settings: Codable, Sendable {
    public var dairy: String
    public var tankerCount: Int
    public var slipKeyBits: Int

    public static func load() throws -> Settings {
        let url = Bundle.module.url(forResource: "creamery", withExtension: "json")!
        return try JSONDecoder().decode(Settings.self, from: Data(contentsOf: url))
    }
}

enum Wire {
    static let floor: TLSVersion = .tlsv12
    static let slipIterations = 1 << 17
}

enum MilkClass: String {
    case descending = "des"
    case organic = "org"
    case reserve = "rsa"
}
