import CardCrypto
import SmartCard
import VIPCard

/// A virtual card with native commands: what a DESFire and an NTAG 424 DNA do alike.
protocol NativeVirtualCard {
  /// Session, authentication in the middle, frames.
  var state: NativeState { get set }
  /// Where challenges come from.
  var random: any RandomNumberGenerator & Sendable { get set }
  /// The UID, 7 bytes.
  var uid: [UInt8] { get }
  /// Hardware, then software, as GetVersion tells them: 7 bytes each.
  var version: [[UInt8]] { get }
  /// Batch number, week and year of production: 7 bytes.
  static var production: [UInt8] { get }
  /// The longest frame of an answer; `nil` where an answer is one frame.
  static var longestFrame: Int? { get }

  /// The key of a number, of the application that is selected.
  func slot(_ number: UInt8) throws(NativeStatus) -> CardKeySlot
  /// Puts a key in.
  mutating func set(_ slot: CardKeySlot, number: UInt8)
}

extension NativeVirtualCard {
  /// Seals an answer and cuts it into frames.
  mutating func done(
    _ data: [UInt8] = [], mode: CommunicationMode = .mac, frameLength: Int? = longestFrame
  ) throws(NativeStatus) -> ResponseAPDU {
    let sealed = try state.messaging.seal(data, mode: mode)
    return state.send(frameLength.map { NativeState.frames(sealed, of: $0) } ?? [sealed])
  }

  /// Checks the code of a command that has a header only.
  mutating func openHeader(
    _ instruction: NativeInstruction, _ data: [UInt8], count: Int,
    mode: CommunicationMode = .mac
  ) throws(NativeStatus) -> [UInt8] {
    guard data.count >= count else { throw .lengthError }
    let header = Array(data.prefix(count))
    _ = try state.messaging.open(
      instruction.rawValue, header: header, sealed: Array(data.dropFirst(count)), mode: mode)
    return header
  }

  mutating func getVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.getVersion, data, count: 0)
    let sealed = try state.messaging.seal(version.flatMap { $0 } + uid + Self.production)
    return state.send([
      Array(sealed.prefix(7)), Array(sealed.dropFirst(7).prefix(7)), Array(sealed.dropFirst(14)),
    ])
  }

  mutating func getCardUID(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard state.messaging.key != nil else { throw .authenticationError }
    _ = try openHeader(.getCardUID, data, count: 0)
    return try done(uid, mode: .full)
  }

  mutating func getKeyVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.getKeyVersion, data, count: 1)
    return try done([try slot(header[0]).version])
  }

  mutating func authenticate(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    // `71` carries the length and the bytes of the terminal's capabilities.
    if instruction == .authenticateEV2First {
      guard data.count >= 2, data[1] <= 6, data.count == 2 + Int(data[1]) else {
        throw .lengthError
      }
    } else {
      guard data.count == 1 else { throw .lengthError }
    }
    var generator = random
    defer { random = generator }
    let challenge = try state.begin(
      instruction, keyNumber: number, slot: slot(number), random: &generator)
    return .init(data: challenge, status: NativeStatus.additionalFrame.statusWord)
  }

  /// Takes a new key. The caller has looked at who may.
  ///
  /// - Parameters:
  ///   - own: The key of the session.
  ///   - number: Which key is to change.
  mutating func replaceKey(
    _ number: UInt8, in data: [UInt8], own: UInt8
  ) throws(NativeStatus) -> ResponseAPDU {
    let old = try slot(number)
    let change = try state.messaging.openKeyChange(
      Array(data.dropFirst()), keyNumber: data[0], replacing: own == number ? nil : old.key)
    set(CardKeySlot(key: change.key, version: change.version), number: number)
    guard own != number else {
      state = NativeState()
      return .init(status: NativeStatus.done.statusWord)
    }
    return try done()
  }

  /// How the data of a file goes, for whoever has one of these rights.
  func mode(
    of file: DESFireFile, for rights: [UInt8]
  ) throws(NativeStatus) -> CommunicationMode {
    if let key = state.messaging.key, rights.contains(key) { return file.mode }
    if rights.contains(DESFireAccessRights.free) { return .plain }
    throw rights.allSatisfy { $0 == DESFireAccessRights.never }
      ? .permissionDenied : .authenticationError
  }
}
