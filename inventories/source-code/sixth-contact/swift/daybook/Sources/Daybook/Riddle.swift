import Foundation

struct Riddle: Hashable {
    let words: [String]

    func encrypt() -> String { words.reversed().joined() }

    func digest() -> Int { hashValue % 100 }

    func tone() -> Int {
        var hasher = Hasher()
        hasher.combine(words)
        return hasher.finalize()
    }

    func mixed() -> [String] { words.shuffled() }
}
