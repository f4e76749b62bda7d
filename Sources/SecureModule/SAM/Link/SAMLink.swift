import CardCrypto
import SmartCard

/// A secure channel to a SAM that was found and has proven itself: every command and every answer is
/// enciphered and carries a code, in order (the handshake and the messages of an EV2 session, NXP
/// AN12196, under a key of the channel's own).
struct SAMLink {
  let device: String
  let information: SAMInformation
  private let channel: any CardChannel
  private var session: EV2Session

  /// What the SAM says, inside the channel.
  struct Answer {
    let status: StatusWord
    var data: [UInt8]
  }

  /// Selects the application and says what it is.
  static func select(
    _ channel: any CardChannel, device: String
  ) async throws(KeyDeviceFailure) -> SAMInformation {
    let answer = try await send(
      CommandAPDU(
        cla: 0, ins: 0xA4, p1: 4, p2: 0, data: SAMProfile.applicationIdentifier,
        expectedLength: 256), channel, device)
    guard answer.isSuccess, let information = SAMInformation(answer.data) else {
      throw KeyDeviceFailure(.foreign, device: device, detail: answer.status.description)
    }
    return information
  }

  /// Lets go of the reader.
  func close() async {
    // Whether that can be carried out no longer matters: the connection has failed.
    if let connection = channel as? CardConnection { try? await connection.disconnect() }
  }

  /// Opens a channel: the SAM and the lane prove to each other that they hold the same key.
  init(
    _ channel: any CardChannel, device: String, key: SecretBytes, kind: SAMChannelKey
  ) async throws(KeyDeviceFailure) {
    let information = try await Self.select(channel, device: device)
    guard information.isInitialized else {
      throw KeyDeviceFailure(.foreign, device: device, detail: "the SAM is empty")
    }
    let opening = try await Self.plain(.openChannel, p2: kind.rawValue, [], channel, device)
    var generator = SystemRandomNumberGenerator()
    do {
      let handshake = try EV2Handshake(key: key, challenge: opening, using: &generator)
      let answer = try await Self.plain(.confirmChannel, p2: 0, handshake.reply, channel, device)
      session = try handshake.settle(answer)
    } catch let error as KeyDeviceFailure {
      throw error
    } catch {
      throw KeyDeviceFailure(.notPaired, device: device)
    }
    self.channel = channel
    self.device = device
    self.information = information
  }

  /// A command outside a channel that must succeed.
  static func plain(
    _ instruction: SAMInstruction, p2: UInt8, _ data: [UInt8], _ channel: any CardChannel,
    _ device: String
  ) async throws(KeyDeviceFailure) -> [UInt8] {
    let answer = try await send(
      CommandAPDU(
        cla: SAMProfile.plainClass, ins: instruction.rawValue, p1: 0, p2: p2, data: data,
        expectedLength: 256), channel, device)
    switch answer.status {
    case .success: return answer.data
    case .verificationFailed, .securityNotSatisfied:
      throw KeyDeviceFailure(.notPaired, device: device, detail: answer.status.description)
    default:
      throw KeyDeviceFailure(.refused, device: device, detail: answer.status.description)
    }
  }

  /// A command inside the channel. What the SAM says, refusals included, is proven to come from it.
  ///
  /// Throws when card or reader fail, or anything between lane and SAM was altered; the channel is
  /// spent then.
  mutating func exchange(
    _ instruction: SAMInstruction, p1: UInt8 = 0, p2: UInt8 = 0, _ data: [UInt8] = []
  ) async throws(KeyDeviceFailure) -> Answer {
    let sealed: [UInt8]
    do {
      sealed = try session.sealCommand(
        instruction.rawValue, header: [p1, p2], data: data, mode: .full)
    } catch {
      throw KeyDeviceFailure(.notPaired, device: device, detail: "the channel is used up")
    }
    let answer = try await Self.send(
      CommandAPDU(
        cla: SAMProfile.sealedClass, ins: instruction.rawValue, p1: p1, p2: p2,
        data: Array(sealed.dropFirst(2)), expectedLength: 256), channel, device)
    guard answer.isSuccess else {
      throw KeyDeviceFailure(.notPaired, device: device, detail: answer.status.description)
    }
    do {
      var plain = try session.openAnswer(answer.data, mode: .full)
      defer { SecretBytes.clear(&plain) }
      guard plain.count >= 2 else { throw SessionError.length(plain.count) }
      return Answer(
        status: StatusWord(sw1: plain[0], sw2: plain[1]), data: Array(plain.dropFirst(2)))
    } catch {
      throw KeyDeviceFailure(.notPaired, device: device, detail: "the answer is not authentic")
    }
  }

  private static func send(
    _ command: CommandAPDU, _ channel: any CardChannel, _ device: String
  ) async throws(KeyDeviceFailure) -> ResponseAPDU {
    do {
      return try await channel.transmit(command)
    } catch {
      throw KeyDeviceFailure(error, device: device)
    }
  }
}

/// What a SAM says of itself when it is selected.
public struct SAMInformation: Sendable, Hashable {
  /// Its serial number, 8 bytes.
  public let serial: [UInt8]
  /// The version of its command set.
  public let version: UInt8
  /// Whether it has keys and PINs of its own.
  public let isInitialized: Bool

  /// Names a SAM.
  public init(serial: [UInt8], version: UInt8 = 1, isInitialized: Bool) {
    self.serial = serial
    self.version = version
    self.isInitialized = isInitialized
  }

  /// The answer to SELECT: `6F{ 84 AID, A5{ C0 serial(8), C1 version(1), C2 state(1) } }`.
  public var bytes: [UInt8] {
    let aid = SAMProfile.applicationIdentifier
    let inner: [UInt8] =
      [0xC0, UInt8(serial.count)] + serial + [0xC1, 1, version, 0xC2, 1, isInitialized ? 1 : 0]
    let body: [UInt8] = [0x84, UInt8(aid.count)] + aid + [0xA5, UInt8(inner.count)] + inner
    return [0x6F, UInt8(body.count)] + body
  }

  /// Reads the answer to SELECT; `nil` if another application answered.
  init?(_ answer: [UInt8]) {
    guard let root = try? TLV(parsing: answer), root.tag == 0x6F,
      root[0x84]?.value == SAMProfile.applicationIdentifier,
      let serial = root.first(0xA5, 0xC0)?.value, serial.count == SAMProfile.serialLength,
      let version = root.first(0xA5, 0xC1)?.value.first,
      let state = root.first(0xA5, 0xC2)?.value.first
    else { return nil }
    self.init(serial: serial, version: version, isInitialized: state & 1 == 1)
  }
}
