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

/// A channel that flips one bit of one answer.
final class FlippingChannel: CardChannel {
  private let inner: any CardChannel
  private let answer: Int
  private let bit: Int
  private let count = Mutex(0)

  init(_ inner: any CardChannel, answer: Int, bit: Int) {
    self.inner = inner
    self.answer = answer
    self.bit = bit
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    var bytes = try await inner.transmit(command).encoded
    let index = count.withLock { count in
      defer { count += 1 }
      return count
    }
    if index == answer, bit / 8 < bytes.count { bytes[bit / 8] ^= 1 << (bit % 8) }
    return try ResponseAPDU(parsing: bytes)
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
