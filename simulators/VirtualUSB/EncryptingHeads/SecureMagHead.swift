public import CardCrypto

/// An ID TECH SecureMag head in secure output (security level 3; manual 80096504): the input report of
/// each swipe, or what it types in keyboard emulation, framed, with masked and encrypted tracks, hashes and
/// a key serial number that counts up.
public struct SecureMagHead: Sendable {
  /// How the frame is built.
  public enum Format: Sendable, CaseIterable {
    /// Tracks 1 and 2 encrypted in one run, track 3 clear.
    case original
    /// Each track encrypted by itself; two bytes say what is in the frame.
    case enhanced
  }

  /// What the head finds on a card: the low bits of the frame's type.
  public enum CardType: UInt8, Sendable, CaseIterable {
    /// ISO/ABA: masked and encrypted.
    case iso = 0
    /// AAMVA: sent clear.
    case aamva = 1
    /// Neither: sent clear.
    case other = 3
    /// Bits that the head did not decode: encrypted, without masked tracks.
    case raw = 4
  }

  /// How the frame is built.
  public let format: Format
  /// How tracks are encrypted.
  public let cipher: TrackCipher
  /// Whether the tracks end in their LRC, as they do by default.
  public var sendsLRC = true
  /// Whether the SHA-1 of each encrypted track is sent.
  public var sendsHashes = true
  /// The reader's serial number of up to 10 characters, sent in the enhanced format only.
  public var serialNumber: String?
  /// Bytes of a report; what the frame does not fill is zero.
  public var reportLength = 560
  /// The key, with the key serial number of the last swipe.
  public private(set) var key: HeadKey

  /// Makes a head.
  public init(key: HeadKey, format: Format = .enhanced, cipher: TrackCipher = .tdes) {
    self.key = key
    self.format = format
    self.cipher = cipher
  }

  /// The input report of one swipe, and on to the next key.
  ///
  /// - Parameters:
  ///   - tracks: track 1, 2 and 3 with sentinels and without LRC; an empty text for an empty track,
  ///     `nil` for one that the head cannot decode.
  ///   - type: what the head finds.
  ///
  /// Throws ``VirtualUSBError`` with the reason `trackTooLong` for a track whose length has no room in its
  /// byte of the frame, and for tracks that do not fit into a report together.
  public mutating func report(
    for tracks: [String?], type: CardType = .iso
  ) throws(VirtualUSBError) -> [UInt8] {
    try report(of: characters(tracks), type)
  }

  /// The input report of a swipe that the head did not decode: the bits of each track, the first one in
  /// the highest bit of the first byte; empty for an empty track. Throws as ``report(for:type:)``.
  public mutating func report(forRaw bits: [[UInt8]]) throws(VirtualUSBError) -> [UInt8] {
    try report(of: (0..<3).map { $0 < bits.count ? bits[$0] : [] }, .raw)
  }

  /// What the reader types for one swipe in keyboard emulation, without the carriage return, and on to the
  /// next key: each byte of the frame as two digits, but the tracks that it shows as they are; length and
  /// checks are those of the typed characters. Tracks as in ``report(for:type:)``, and errors for a track.
  public mutating func text(
    for tracks: [String?], type: CardType = .iso
  ) throws(VirtualUSBError) -> [UInt8] {
    try typed(block(of: characters(tracks), type))
  }

  /// What the reader types for a swipe that it did not decode. Bits as in ``report(forRaw:)``.
  public mutating func text(forRaw bits: [[UInt8]]) throws(VirtualUSBError) -> [UInt8] {
    try typed(block(of: (0..<3).map { $0 < bits.count ? bits[$0] : [] }, .raw))
  }

  private func characters(_ tracks: [String?]) -> [[UInt8]?] {
    (0..<3).map { index -> [UInt8]? in
      guard index < tracks.count, let track = tracks[index] else {
        return index < tracks.count ? nil : []
      }
      let bytes = Array(track.utf8)
      return sendsLRC && !bytes.isEmpty ? bytes + [Self.check(bytes)] : bytes
    }
  }

  private mutating func report(
    of tracks: [[UInt8]?], _ type: CardType
  ) throws(VirtualUSBError) -> [UInt8] {
    let frame = framed(try block(of: tracks, type).bytes)
    guard frame.count <= reportLength else {
      throw VirtualUSBError(.trackTooLong, "\(frame.count) > \(reportLength)")
    }
    return frame + [UInt8](repeating: 0, count: reportLength - frame.count)
  }

  /// A block in the three parts that are typed differently.
  private struct Block {
    let header: [UInt8]
    let shown: [UInt8]
    let rest: [UInt8]

    var bytes: [UInt8] { header + shown + rest }
  }

  private mutating func block(
    of tracks: [[UInt8]?], _ type: CardType
  ) throws(VirtualUSBError) -> Block {
    let clear = tracks.map { $0 ?? [] }
    if let longest = clear.map(\.count).max(), longest > UInt8.max {
      throw VirtualUSBError(.trackTooLong, "\(longest) > \(UInt8.max)")
    }
    var status: UInt8 = 0
    for (index, track) in tracks.enumerated() {
      // Decoded: what is there was read. Sampled: something is there.
      if track != nil { status |= 1 << UInt8(index) }
      if track?.isEmpty != true { status |= 1 << UInt8(index + 3) }
    }
    let isEncrypted = (type == .iso || type == .raw) && clear.contains { !$0.isEmpty }
    let key = isEncrypted ? self.key.next(.data, cipher) : nil
    // A head without keys left sends no tracks.
    let sent = isEncrypted && key == nil ? [[], [], []] : clear
    let header =
      [type.rawValue | (format == .enhanced ? 0x80 : 0), status] + sent.map { UInt8($0.count) }
    return format == .enhanced
      ? enhanced(header, sent, type, key) : original(header, sent, type, key)
  }

  private func original(
    _ header: [UInt8], _ tracks: [[UInt8]], _ type: CardType, _ key: SecretBytes?
  ) -> Block {
    guard let key else { return Block(header: header, shown: tracks.flatMap(\.self), rest: []) }
    let encrypted = (try? cipher.encrypt(tracks[0] + tracks[1], key: key)) ?? []
    let masked = type == .raw ? [] : tracks[0...1].flatMap(MaskedTrack.idTech)
    let hashes = sendsHashes ? tracks[0...1].filter { !$0.isEmpty }.flatMap(MagneSafeHead.sha1) : []
    // Bits of a third track stay bits: they are not shown.
    let shown = type == .raw ? [] : masked + tracks[2]
    let clear = type == .raw ? tracks[2] : []
    return Block(
      header: header, shown: shown, rest: clear + encrypted + hashes + self.key.number.bytes)
  }

  private func enhanced(
    _ header: [UInt8], _ tracks: [[UInt8]], _ type: CardType, _ key: SecretBytes?
  ) -> Block {
    let present = UInt8((0..<3).filter { !tracks[$0].isEmpty }.reduce(0) { $0 | 1 << $1 })
    var shown = type == .raw ? 0 : present
    // A third track is not masked: where it is encrypted, it is not shown.
    if key != nil { shown &= 0b011 }
    var first = shown | (cipher == .aes ? 0b0001_0000 : 0)
    if serialNumber != nil { first |= 0b1000_0000 }
    var second: UInt8 = 0
    if key != nil {
      second = present | 0b1000_0000
      if sendsHashes { second |= present << 3 }
    }
    var visible: [UInt8] = []
    for (index, track) in tracks.enumerated() where shown >> UInt8(index) & 1 == 1 {
      visible += key == nil ? track : MaskedTrack.idTech(track)
    }
    var bytes: [UInt8] = []
    if let key {
      for track in tracks { bytes += (try? cipher.encrypt(track, key: key)) ?? [] }
      if sendsHashes {
        for track in tracks where !track.isEmpty { bytes += MagneSafeHead.sha1(track) }
      }
    }
    if let serialNumber {
      let digits = Array(serialNumber.utf8.prefix(10))
      bytes += [UInt8](repeating: UInt8(ascii: "0"), count: 10 - digits.count) + digits
    }
    return Block(
      header: header + [first, second], shown: visible,
      rest: bytes + (key == nil ? [] : self.key.number.bytes))
  }

  private func typed(_ block: Block) -> [UInt8] {
    func digits(_ bytes: [UInt8]) -> [UInt8] { Array(Hex.text(bytes).uppercased().utf8) }
    let body = digits(block.header) + block.shown + digits(block.rest)
    return digits([0x02, UInt8(body.count & 0xFF), UInt8(body.count >> 8)]) + body
      + digits([body.reduce(0, ^), body.reduce(0, &+), 0x03])
  }

  private func framed(_ block: [UInt8]) -> [UInt8] {
    [0x02, UInt8(block.count & 0xFF), UInt8(block.count >> 8)] + block
      + [block.reduce(0, ^), block.reduce(0, &+), 0x03]
  }

  /// The LRC of a track as a character: the sum without carry of the values of its characters, which
  /// count from the space on track 1 and from the zero on the others.
  private static func check(_ track: [UInt8]) -> UInt8 {
    let zero = track.first == UInt8(ascii: "%") ? UInt8(ascii: " ") : UInt8(ascii: "0")
    return track.reduce(0) { $0 ^ ($1 &- zero) } &+ zero
  }
}
