import SecureModule
import SmartCard
import Synchronization

/// A channel that keeps what goes through it.
final class CountingChannel: CardChannel {
  private let inner: any CardChannel
  private let seen = Mutex<[(command: CommandAPDU, answer: [UInt8])]>([])

  init(_ inner: any CardChannel) { self.inner = inner }

  var commands: [CommandAPDU] { seen.withLock { $0.map(\.command) } }
  var answers: [[UInt8]] { seen.withLock { $0.map(\.answer) } }

  func count(of instruction: SAMInstruction) -> Int {
    commands.filter { $0.ins == instruction.rawValue }.count
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let answer = try await inner.transmit(command)
    seen.withLock { $0.append((command, answer.encoded)) }
    return answer
  }
}

/// A channel that can be made to fail.
final class SwitchedChannel: CardChannel {
  private let inner: any CardChannel
  private let reason = Mutex<SmartCardError.Reason?>(nil)

  init(_ inner: any CardChannel) { self.inner = inner }

  func fault(_ new: SmartCardError.Reason?) { reason.withLock { $0 = new } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    if let reason = reason.withLock({ $0 }) { throw SmartCardError(reason) }
    return try await inner.transmit(command)
  }
}

/// A channel that flips one bit of one command on its way to the card, or of one answer.
final class FlippingChannel: CardChannel {
  /// What is flipped, by the number of the exchange.
  enum Place: Hashable { case command(Int), answer(Int) }

  private let inner: any CardChannel
  private let place: Place
  private let bit: Int
  private let count = Mutex(0)

  init(_ inner: any CardChannel, _ place: Place, bit: Int) {
    self.inner = inner
    self.place = place
    self.bit = bit
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let index = count.withLock { count in
      defer { count += 1 }
      return count
    }
    let sent = place == .command(index) ? command.flipped(bit) : command
    var bytes = try await inner.transmit(sent).encoded
    if place == .answer(index), bit / 8 < bytes.count { bytes[bit / 8] ^= 1 << (bit % 8) }
    return try ResponseAPDU(parsing: bytes)
  }
}

extension CommandAPDU {
  /// The command with one bit of header and data turned round.
  fileprivate func flipped(_ bit: Int) -> CommandAPDU {
    var command = self
    let mask: UInt8 = 1 << (bit % 8)
    switch bit / 8 {
    case 0: command.cla ^= mask
    case 1: command.ins ^= mask
    case 2: command.p1 ^= mask
    case 3: command.p2 ^= mask
    case let place: command.data[place - 4] ^= mask
    }
    return command
  }
}

/// A channel that gives recorded answers, whatever is asked.
final class PlayedChannel: CardChannel {
  private let rest: Mutex<[[UInt8]]>

  init(_ answers: [[UInt8]]) { rest = Mutex(answers) }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    try ResponseAPDU(parsing: rest.withLock { $0.isEmpty ? [] : $0.removeFirst() })
  }
}
