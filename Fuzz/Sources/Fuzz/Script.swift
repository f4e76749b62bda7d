import BusinessCalendar
import CardCrypto
import Dispatch
import InputDevices
import SmartCard
import USBDevices
import VIPCard
import VirtualCards

/// Conversations made of fuzzer bytes.
enum Script {
  /// Parts of a conversation: a length byte, then that many bytes, again and again.
  static func parts(_ bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while let length = rest.popFirst() {
      parts.append(Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    return parts
  }

  /// A terminal that sends anything to a virtual CPU card: every answer has a status word.
  static func commands(_ bytes: [UInt8]) {
    for interface in CPUCardInterface.allCases {
      var card = VirtualCPUCard(
        serial: [4, 1, 2, 3, 4, 5, 6], keyVersion: 26, memberFile: [UInt8](repeating: 0, count: 32),
        proofKey: SecretBytes([UInt8](repeating: 0, count: 16)), interface: interface)
      card.powerOn()
      for command in parts(bytes) where command.count > 1 {
        precondition(card.respond(to: command).count >= 2)
      }
    }
  }

  /// A card that answers anything: it is judged somehow, and never accepted.
  static func answers(_ bytes: [UInt8]) {
    let channel = AnyAnswers(parts(bytes))
    let done = DispatchSemaphore(value: 0)
    Task {
      guard let date = BusinessDate("2026-11-22") else { preconditionFailure("a fixed date") }
      let key = SecretBytes([UInt8](repeating: 7, count: 16))
      let verifier = CardVerifier(keys: try MemoryKeyStore([2026: key]))
      if let judgement = try? await verifier.judge(channel, on: date) {
        precondition(!judgement.isAccepted)
      }
      done.signal()
    }
    done.wait()
  }

  /// A HID descriptor, then a report of that device, in pieces.
  static func report(_ bytes: [UInt8]) {
    let parts = parts(bytes)
    guard let first = parts.first, let descriptor = try? HIDReportDescriptor(first) else { return }
    var assembler = HIDReportAssembler(descriptor, packetSize: 8)
    for part in parts.dropFirst() {
      assembler.append(part.span) { report, _ in
        for field in descriptor.fields where field.belongs(to: report) {
          _ = field.value(0, in: report)
          _ = field.byteRange(in: report)
        }
      }
      // What is asked for next never runs over the longest report.
      precondition(assembler.nextTransferLength >= 1)
      precondition(assembler.nextTransferLength <= max(8, assembler.longestReport))
      precondition(assembler.pendingBytes <= assembler.longestReport)
    }
    assembler.finish { _, _ in }
    precondition(assembler.pendingBytes == 0)
  }

  /// Events of a keyboard, a second apart: no swipe is longer than it may be, and none is left over.
  static func keys(_ bytes: [UInt8]) {
    var stream = KeyStream(isCapsLocked: bytes.first.map { $0 & 1 == 1 } ?? false)
    let start = ContinuousClock.now
    func check(_ swipe: TypedSwipe?) {
      swipe?.withBytes { precondition((1...4_096).contains($0.count)) }
    }
    for (number, part) in parts(bytes).enumerated() {
      let now = start + .milliseconds(number * 300)
      check(stream.expire(at: now))
      stream.take(part.span, at: now) { output in
        if case .swipe(let swipe) = output { check(swipe) }
      }
    }
    check(stream.flush())
    precondition(stream.deadline == nil)
  }
}

/// A card channel that answers each command with the next part of a script.
private actor AnyAnswers: CardChannel {
  private var rest: ArraySlice<[UInt8]>

  init(_ parts: [[UInt8]]) { rest = parts[...] }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    guard let next = rest.popFirst() else { throw SmartCardError(.cardRemoved) }
    return try ResponseAPDU(parsing: next)
  }
}
