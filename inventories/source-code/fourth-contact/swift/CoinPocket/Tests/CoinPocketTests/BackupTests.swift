import CryptoKit
import XCTest
@testable import CoinPocket

final class BackupTests: XCTestCase {
    func testMd5OfOldBackups() {
        let digest = Insecure.MD5.hash(data: Data("pocket".utf8))
        XCTAssertEqual(Array(digest).count, 16)
    }

    func testAgreement() throws {
        let a = Curve25519.KeyAgreement.PrivateKey()
        XCTAssertNotNil(a.publicKey, "no X25519 key")
    }
}
