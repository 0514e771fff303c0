import Foundation
import Network

enum Net {
    static func parameters() -> NWParameters {
        let tls = NWProtocolTLS.Options()
        sec_protocol_options_set_min_tls_protocol_version(tls.securityProtocolOptions, .TLSv10)
        return NWParameters(tls: tls)
    }

    static func log(_ text: String) {
        print("net: \(text); RSA suites are off")
    }
}
