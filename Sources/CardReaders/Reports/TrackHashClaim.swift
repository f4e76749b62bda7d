import CardCrypto

/// The SHA-1 that a head sends beside an encrypted track, to be checked against what was decrypted.
struct TrackHashClaim {
  private let digest: [UInt8]

  /// Takes the bytes of a hash that is there.
  init(_ digest: [UInt8]) { self.digest = digest }

  /// Takes the bytes of a field that is always there: `nil` for zeros, which fill it where the firmware
  /// sends no hash.
  init?(field bytes: [UInt8]) {
    guard bytes.contains(where: { $0 != 0 }) else { return nil }
    self.init(bytes)
  }

  /// Whether it is the hash of the track, in any of the ways in which makers and settings hash it.
  func fits(_ track: UnsafeRawBufferPointer) -> Bool {
    unsafe Self.ranges(track).contains { range in
      unsafe TrackHash.sha1(UnsafeRawBufferPointer(rebasing: track[range])) == digest
    }
  }

  /// Everything that was encrypted; the same without the LRC; what lies between the sentinels; or the
  /// number alone, which is a setting of MagTek's (property 0x57, manual D998200115).
  private static func ranges(_ track: UnsafeRawBufferPointer) -> [Range<Int>] {
    guard let end = unsafe track.lastIndex(of: UInt8(ascii: "?")), end > 0 else { return [] }
    let digits = (1..<end).prefix { unsafe (0x30...0x39).contains(track[$0]) }
    return [0..<track.count, 0..<end + 1, 1..<end, 1..<1 + digits.count]
  }
}
