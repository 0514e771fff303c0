import Crypto
import XCTest
@testable import TrailMap

final class TracksTests: XCTestCase {
    func testSum() {
        XCTAssertEqual(Tracks().sum(Data()).count, SHA512.byteCount)
    }

    func testCode() {
        let code = HMAC<Insecure.MD5>.authenticationCode(for: Data(), using: SymmetricKey(size: .bits128))
        XCTAssertEqual(Data(code).count, 16)
    }

    func testHmacSecret() throws {
        _ = try P521.KeyAgreement.PrivateKey()
    }
}
