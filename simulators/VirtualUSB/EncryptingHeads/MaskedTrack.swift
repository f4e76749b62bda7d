/// What an encrypting head shows of a track beside the encrypted one.
enum MaskedTrack {
  /// MagTek's way: the number's middle becomes zeros, with one digit in it that makes the number pass
  /// the Luhn check again; the expiry stays, the rest becomes zeros. A track 1 whose format code is not
  /// `B` stays as it is (manual 99875475, "masked track data").
  static func magTek(_ track: String) -> String {
    var characters = Array(track.utf8)
    let isFirst = characters.first == UInt8(ascii: "%")
    let separator = isFirst ? UInt8(ascii: "^") : UInt8(ascii: "=")
    if isFirst, characters.count < 2 || characters[1] != UInt8(ascii: "B") { return track }
    let start = isFirst ? 2 : 1
    guard let end = characters.firstIndex(of: separator), end - start > 8 else { return track }
    let middle = start + 4..<end - 4
    for index in middle { characters[index] = UInt8(ascii: "0") }
    let corrected = (middle.lowerBound + middle.upperBound) / 2
    for digit in UInt8(ascii: "0")...UInt8(ascii: "9") {
      characters[corrected] = digit
      if luhnSum(characters[start..<end]) % 10 == 0 { break }
    }
    // Behind the name on track 1, behind the number on the others: four digits of expiry stay.
    let rest = isFirst ? characters.lastIndex(of: separator) ?? end : end
    for index in characters.indices where index > rest + 4 && characters[index] != UInt8(ascii: "?")
    {
      characters[index] = UInt8(ascii: "0")
    }
    return String(decoding: characters, as: UTF8.self)
  }

  /// ID TECH's way: `*` in place of everything but the sentinels, the separators, the name, and the
  /// first and last four digits of the number (SecureMag manual, 10.5).
  static func idTech(_ track: [UInt8]) -> [UInt8] {
    let isFirst = track.first == UInt8(ascii: "%")
    let separator = isFirst ? UInt8(ascii: "^") : UInt8(ascii: "=")
    let start = isFirst ? 2 : 1
    guard let end = track.firstIndex(of: separator), end - start > 8 else {
      return track.map { _ in UInt8(ascii: "*") }
    }
    let name = isFirst ? end...(track.lastIndex(of: separator) ?? end) : end...end
    let last = track.lastIndex(of: UInt8(ascii: "?")) ?? track.count - 1
    return track.indices.map { index in
      let isShown =
        index == 0 || index == last || name.contains(index) || (start..<start + 4).contains(index)
        || (end - 4..<end).contains(index)
      return isShown ? track[index] : UInt8(ascii: "*")
    }
  }

  private static func luhnSum(_ digits: ArraySlice<UInt8>) -> Int {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = Int(digit) - 0x30
      sum += place % 2 == 0 ? value : value * 2 / 10 + value * 2 % 10
    }
    return sum
  }
}
