import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

/// A terminal for cards with native commands that holds any key and can do what only an issuing desk
/// does.
struct NativeTerminal<Card: VirtualCard> {
  var card: Card
  private var ev1: EV1Session?
  private var ev2: EV2Session?
  private var random = SplitMix64(seed: 77)

  init(_ card: Card) {
    self.card = card
    self.card.powerOn()
  }

  /// Sends bytes as they are; the answer as hex text.
  mutating func send(_ command: String) -> String { hexText(card.respond(to: hex(command))) }

  /// Sends a native command in frames of at most `frame` bytes, and collects the frames of the answer.
  mutating func native(
    _ instruction: NativeInstruction, _ data: [UInt8] = [], frame: Int = 255
  ) throws -> (data: [UInt8], status: NativeStatus, frames: Int) {
    var rest = data[...]
    var next = instruction.rawValue
    var collected: [UInt8] = []
    var frames = 0
    while true {
      let part = Array(rest.prefix(frame))
      rest = rest.dropFirst(part.count)
      let command = CommandAPDU(
        cla: 0x90, ins: next, p1: 0, p2: 0, data: part, expectedLength: 256)
      let answer = try ResponseAPDU(parsing: card.respond(to: command.encoded()))
      frames += 1
      collected += answer.data
      next = NativeInstruction.additionalFrame.rawValue
      let isMore = answer.status == NativeStatus.additionalFrame.statusWord
      let isHandshake = [
        NativeInstruction.authenticateAES, .authenticateEV2First, .authenticateEV2NonFirst,
      ]
      .contains(instruction)
      guard isMore, !isHandshake else {
        return (collected, NativeStatus(rawValue: answer.status.sw2), frames)
      }
    }
  }

  mutating func select(_ application: [UInt8] = DESFireProfile.applicationIdentifier) throws {
    (ev1, ev2) = (nil, nil)
    #expect(try native(.selectApplication, application).status == .done)
  }

  /// Authenticates with a key; `false` if the card refuses.
  mutating func authenticate(
    _ instruction: NativeInstruction, key: SecretBytes, number: UInt8
  ) async throws -> Bool {
    let parameters: [UInt8] = instruction == .authenticateEV2First ? [number, 0] : [number]
    let challenge = try native(instruction, parameters)
    guard challenge.status == .additionalFrame else { return false }
    if instruction == .authenticateAES {
      let handshake = try EV1Handshake(key: key, challenge: challenge.data, using: &random)
      let answer = try native(.additionalFrame, handshake.reply)
      guard answer.status == .done else { return false }
      (ev1, ev2) = (try await handshake.finish(answer.data), nil)
      return true
    }
    let handshake = try EV2Handshake(key: key, challenge: challenge.data, using: &random)
    let answer = try native(.additionalFrame, handshake.reply)
    guard answer.status == .done else { return false }
    if instruction == .authenticateEV2NonFirst, let session = ev2 {
      ev2 = try handshake.finish(answer.data, continuing: session)
    } else {
      (ev1, ev2) = (nil, try await handshake.finish(answer.data))
    }
    return true
  }

  /// Sends a command within the session and gives the data of its answer.
  mutating func command(
    _ instruction: NativeInstruction, header: [UInt8] = [], data: [UInt8] = [], count: Int = 0,
    mode: CommunicationMode = .mac, frame: Int = 255
  ) throws -> [UInt8] {
    let answerMode = data.isEmpty ? mode : (mode == .plain ? .plain : .mac)
    if var session = ev1 {
      let sealed = try session.sealCommand(
        instruction.rawValue, header: header, data: data, mode: mode)
      let answer = try native(instruction, sealed, frame: frame)
      guard answer.status == .done else { throw answer.status }
      defer { ev1 = session }
      return try session.openAnswer(answer.data, count: count, mode: answerMode)
    }
    guard var session = ev2 else {
      let answer = try native(instruction, header + data, frame: frame)
      guard answer.status == .done else { throw answer.status }
      return answer.data
    }
    let sealed = try session.sealCommand(
      instruction.rawValue, header: header, data: data, mode: mode)
    let answer = try native(instruction, sealed, frame: frame)
    guard answer.status == .done else { throw answer.status }
    defer { ev2 = session }
    return try session.openAnswer(answer.data, mode: answerMode)
  }

  /// Changes a key.
  mutating func change(
    _ number: UInt8, to key: SecretBytes, version: UInt8, replacing old: SecretBytes?
  ) throws {
    let change = try KeyChange(key: key, version: version)
    if var session = ev1 {
      let sealed = try session.sealKeyChange(change, keyNumber: number, replacing: old)
      let answer = try native(.changeKey, sealed)
      guard answer.status == .done else { throw answer.status }
      if old != nil { _ = try session.openAnswer(answer.data, count: 0) }
      ev1 = old == nil ? nil : session
    } else if var session = ev2 {
      let sealed = try session.sealKeyChange(change, keyNumber: number, replacing: old)
      let answer = try native(.changeKey, sealed)
      guard answer.status == .done else { throw answer.status }
      if old != nil { _ = try session.openAnswer(answer.data, mode: .mac) }
      ev2 = old == nil ? nil : session
    }
  }
}

/// Three bytes, least significant first.
func three(_ value: Int) -> [UInt8] { (0..<3).map { UInt8(value >> ($0 * 8) & 0xFF) } }

/// Four bytes, least significant first.
func four(_ value: Int32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// Gives the bytes of a published vector in the place of random ones.
struct VectorBytes: RandomNumberGenerator, Sendable {
  private var rest: [UInt8]

  init(_ text: String) { rest = hex(text) }

  mutating func next() -> UInt64 { rest.isEmpty ? 0 : UInt64(rest.removeFirst()) }
}
