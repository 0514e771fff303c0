import CryptoKit
import XCTest
@testable import TripPass

final class WalletTests: XCTestCase {
    func testEnclaveCurve() throws {
        let key = P256.Signing.PrivateKey()
        XCTAssertEqual(key.publicKey.rawRepresentation.count, 64)
    }

    func testDigest() {
        XCTAssertEqual(Insecure.MD5.byteCount, 16, "MD5 has 16 octets")
        XCTAssertEqual(Array(Insecure.MD5.hash(data: Data())).count, 16)
    }
}
