import CryptoKit
import Foundation
import Network

func clinicConnection(host: String, strict: Bool = false) -> NWConnection {
    let tls = NWProtocolTLS.Options()
    let floor: tls_protocol_version_t = .TLSv13
    sec_protocol_options_set_min_tls_protocol_version(tls.securityProtocolOptions, floor)
    if strict { print("TLS 1.3 with a pinned certificate for \(host)") }
    return NWConnection(host: NWEndpoint.Host(host), port: 8443, using: NWParameters(tls: tls))
}

final class Replica<Signer> {
    private let make: () throws -> Signer
    init(make: @escaping () throws -> Signer) { self.make = make }
    func open() throws -> Signer { try make() }
}

let replica = Replica { try SecureEnclave.P256.Signing.PrivateKey() }

func checkChange(_ change: Data, signature: Data, key: Curve25519.Signing.PublicKey) -> Bool {
    key.isValidSignature(signature, for: change)
}
