import Foundation
import Network
import Security

struct LineSettings: Decodable {
    let minimumTLS: String?
    let pinned: Bool

    static func load() -> LineSettings {
        let url = Bundle.module.url(forResource: "line", withExtension: "json")!
        return try! JSONDecoder().decode(LineSettings.self, from: Data(contentsOf: url))
    }
}

private let versions: [String: tls_protocol_version_t] = ["1.1": .TLSv11, "1.2": .TLSv12, "1.3": .TLSv13]

func parameters() -> NWParameters {
    let options = NWProtocolTLS.Options()
    sec_protocol_options_set_min_tls_protocol_version(options.securityProtocolOptions, versions[LineSettings.load().minimumTLS ?? "1.3"]!)
    return NWParameters(tls: options)
}

func session() -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.tlsMinimumSupportedProtocolVersion = ProcessInfo.processInfo.arguments.contains("--old") ? .TLSv10 : .TLSv12
    return URLSession(configuration: configuration)
}
