import Foundation

struct Settings: Decodable {
    struct Frame: Decodable {
        var mode: FrameMode = .ctr
        var keyBytes: Int = 16
    }
    struct Pin: Decodable {
        var rounds: Int
    }
    enum FrameMode: String, Decodable { case ctr, cbc, gcm }

    var name: String
    var frame: Frame
    var pin: Pin

    static func load(_ path: String = "Config/bridge.json") throws -> Settings {
        try JSONDecoder().decode(Settings.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
