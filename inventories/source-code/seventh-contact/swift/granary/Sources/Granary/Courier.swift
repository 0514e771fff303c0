import Foundation
import Network
import Security

/// Sends lots to partner banks. Nothing in here is encrypted with Blowfish.
struct Courier {
    let host: NWEndpoint.Host

    private static let floors: [String: tls_protocol_version_t] = [
        "partner": .TLSv13,
        "archive": .TLSv12,
    ]

    func connect() -> NWConnection {
        let options = NWProtocolTLS.Options()
        let floor = Courier.floors["partner"]!
        sec_protocol_options_set_min_tls_protocol_version(options.securityProtocolOptions, floor)
        return NWConnection(host: host, port: 443, using: NWParameters(tls: options))
    }

    func sign(_ visitor: String) -> String {
        "Signed in the visitors' book: \(visitor)"
    }

    func welcome() -> String { sign("Principal Botanist, Dept. of Aesthetics") }
}
