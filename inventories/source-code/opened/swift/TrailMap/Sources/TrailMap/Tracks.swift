import CommonCrypto
import Crypto
import Foundation

public final class Tracks {
    private let name = "TrailMap"

    public func sum(_ track: Data) -> Data {
        switch Settings.shared.TrackDigest {
        case "sha512": return Data(SHA512.hash(data: track))
        default: return Data(SHA256.hash(data: track))
        }
    }

    private func digest<H: HashFunction>(_ type: H.Type, _ data: Data) -> String {
        type.hash(data: data).description
    }

    public func shortName(_ track: Data) -> String {
        digest(Insecure.SHA1.self, track)
    }

    public func seal(_ track: Data, key: [UInt8], iv: [UInt8]) -> Data {
        var out = [UInt8](repeating: 0, count: track.count + kCCBlockSizeAES128)
        var n = 0
        let status = CCCrypt(UInt32(kCCEncrypt), UInt32(kCCAlgorithmAES), UInt32(kCCOptionPKCS7Padding), key, kCCKeySizeAES256, iv,
                             Array(track), track.count, &out, out.count, &n)
        precondition(status == kCCSuccess)
        return Data(out.prefix(n))
    }

    public func stream(_ key: [UInt8], _ iv: [UInt8]) -> CCCryptorRef? {
        var ref: CCCryptorRef?
        CCCryptorCreateWithMode(CCOperation(kCCEncrypt), CCMode(kCCModeCTR), CCAlgorithm(kCCAlgorithmAES128), CCPadding(ccNoPadding),
                                iv, key, 16, nil, 0, 0, 0, &ref)
        return ref
    }

    public func readOld(_ data: [UInt8], _ key: [UInt8]) -> [UInt8] {
        let algorithm = CCAlgorithm(kCCAlgorithmRC4)
        var out = [UInt8](repeating: 0, count: data.count)
        var n = 0
        CCCrypt(CCOperation(kCCDecrypt), algorithm, 0, key, key.count, nil, data, data.count, &out, out.count, &n)
        return out
    }

    public func mac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 20)
        CCHmac(CCHmacAlgorithm(kCCHmacAlgSHA1), key, key.count, data, data.count, &out)
        return out
    }

    public func thumb(_ data: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 16)
        _ = CC_MD5(data, CC_LONG(data.count), &out)
        return out
    }
}
