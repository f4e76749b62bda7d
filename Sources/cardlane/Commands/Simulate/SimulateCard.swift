import ArgumentParser
import Foundation
import Scenarios
import VIPCard
import VirtualCards
import Wording

struct SimulateCard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Put a virtual card into the PC/SC daemon, until interrupted.",
    discussion: """
      The card speaks to the virtual reader of Debian's vsmartcard-vpcd, so that pcscd and every \
      program behind it see a card like any other. The key file needs the year's key with the right \
      to issue.
      With --private a PC/SC daemon of its own is started first; programs reach it through the \
      environment variable that is printed.
      On standard input `remove` takes the card out and `insert` puts it back.

      Example: cardlane simulate card --kind cpu --keys keys.json --number 9156880012345672 --year 2026
      """)

  @Option(help: "The kind of card: desfire, ntag424, cpu (ISO/IEC 7816) or classic.")
  var kind: SimulatedCardKind = .cpu
  @OptionGroup var card: IdentityOptions
  @Option(help: "The serial or UID in hexadecimal, 7 bytes; made from the number if left out.")
  var serial: String?
  @Option(help: "How a CPU card is connected: t0, t1 or contactless.")
  var interface: CPUCardInterface = .t1
  @Option(help: "Which DESFire chip: ev1, ev2 or ev3.")
  var generation: DESFireGeneration = .ev2
  @OptionGroup var keys: KeyOptions
  @OptionGroup var day: DateOptions
  @Option(help: "The machine on which vpcd listens.")
  var host = "127.0.0.1"
  @Option(help: "vpcd's port: 35963 for the first slot, one more for the next.")
  var port: UInt16 = 35963
  @Flag(name: .customLong("private"), help: "Start a PC/SC daemon of its own.")
  var isPrivate = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let identity = try card.identity()
    let serial = try self.serial.map { try Hexadecimal.bytes($0.utf8) } ?? identity.defaultSerial
    guard serial.count == 7 else {
      throw ValidationError("--serial takes 14 hexadecimal digits, not \(serial.count * 2)")
    }
    let store = try keys.open()
    let virtual = try await kind.make(
      identity, serial: serial, issued: day.businessDate, keys: store, interface: interface,
      generation: generation)

    let daemon = isPrivate ? try PrivatePCSCD() : nil
    try await daemon?.start()
    let slot = daemon?.slots[0].card ?? VPCDSlot(host: host, port: port)
    for (name, value) in daemon?.environment ?? [:] { StandardOutput.write("\(name)=\(value)") }

    try slot.insert(virtual)
    guard await slot.waitUntilServed(within: .seconds(10)) else { throw Self.noReader(host, port) }
    StandardOutput.write(Self.inserted(identity)[speech.language])
    while let line = readLine() {
      switch line.trimmingCharacters(in: .whitespaces) {
      case "remove": slot.remove()
      case "insert": try slot.insert(virtual)
      case "": break
      default: StandardError.write("cardlane: insert, remove")
      }
    }
    // Standard input may be closed from the start (a service): the card stays until interrupted.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func inserted(_ identity: CardIdentity) -> Sentence {
    Sentence(
      zhHans: "已插入虚拟卡 \(identity)，按 Ctrl-C 取出。", zhHant: "已插入虛擬卡 \(identity)，按 Ctrl-C 取出。",
      en: "The virtual card \(identity) is in the reader; Ctrl-C takes it out.")
  }

  private static func noReader(_ host: String, _ port: UInt16) -> PlainError {
    PlainError(
      code: "virtualReaderMissing",
      Sentence(
        zhHans: "\(host):\(port) 没有虚拟读卡器应答。", zhHant: "\(host):\(port) 沒有虛擬讀卡機應答。",
        en: "No virtual reader answers at \(host):\(port)."),
      hint: Sentence(
        zhHans: "请安装 vsmartcard-vpcd 并启动 pcscd，或使用 --private。",
        zhHant: "請安裝 vsmartcard-vpcd 並啟動 pcscd，或使用 --private。",
        en: "Install vsmartcard-vpcd and start pcscd, or use --private."),
      nature: .device)
  }
}

extension CardIdentity {
  /// A serial that is the same whenever the card is simulated again: 04, then the number's last digits.
  fileprivate var defaultSerial: [UInt8] {
    let digits = number.digits.suffix(12).compactMap(\.wholeNumberValue)
    return [0x04] + stride(from: 0, to: 12, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
