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
      A SAM (--kind sam) begins empty; `cardlane keys sam` gives it keys. With --private it lies in \
      the second slot, so that a member's card fits beside it.
      On standard input `remove` takes the card out and `insert` puts it back.

      Example: cardlane simulate card --kind cpu --keys keys.json --number 9156880012345672 --year 2026
      """)

  @Option(help: "The kind of card: desfire, ntag424, cpu (ISO/IEC 7816), classic, or sam (a key device).")
  var kind: SimulatedCardKind = .cpu
  @OptionGroup var card: SimulatedIdentityOptions
  @Option(help: "The serial or UID in hexadecimal, 7 bytes; made from the number if left out.")
  var serial: String?
  @Option(help: "How a CPU card is connected: t0, t1 or contactless.")
  var interface: CPUCardInterface = .t1
  @Option(help: "Which DESFire chip: ev1, ev2 or ev3.")
  var generation: DESFireGeneration = .ev2
  @OptionGroup var keys: KeyOptions
  @Option(
    help: ArgumentHelp("Where a SAM keeps its memory, wrapped (mode 0600).", valueName: "file"))
  var state: String?
  @OptionGroup var day: DateOptions
  @Option(help: "The machine on which vpcd listens.")
  var host = "127.0.0.1"
  @Option(help: "vpcd's port: 35963 for the first slot, one more for the next.")
  var port: UInt16 = 35963
  @Flag(name: .customLong("private"), help: "Start a PC/SC daemon of its own.")
  var isPrivate = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (make, name) = try await virtualCard()
    let daemon = isPrivate ? try PrivatePCSCD() : nil
    try await daemon?.start()
    let slot = daemon?.slots[kind == .sam ? 1 : 0].card ?? VPCDSlot(host: host, port: port)
    for (name, value) in daemon?.environment ?? [:] { StandardOutput.write("\(name)=\(value)") }

    try slot.insert(try make())
    guard await slot.waitUntilServed(within: .seconds(10)) else { throw Self.noReader(host, port) }
    StandardOutput.write(Self.inserted(name)[speech.language])
    while let line = readLine() {
      switch line.trimmingCharacters(in: .whitespaces) {
      case "remove": slot.remove()
      case "insert": try slot.insert(try make())
      case "": break
      default: StandardError.write("cardlane: insert, remove")
      }
    }
    // Standard input may be closed from the start (a service): the card stays until interrupted.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  /// What makes the card whenever it is inserted, and its name.
  private func virtualCard() async throws -> (make: () throws -> any VirtualCard, name: String) {
    if kind == .sam {
      let file = try samState()
      let interface = interface
      return ({ file.card(interface) }, "SAM")
    }
    let identity = try card.identity()
    let serial = try self.serial.map { try Hexadecimal.bytes($0.utf8) } ?? identity.defaultSerial
    guard serial.count == 7 else {
      throw ValidationError("--serial takes 14 hexadecimal digits, not \(serial.count * 2)")
    }
    let virtual = try await kind.make(
      identity, serial: serial, issued: day.businessDate, keys: try keys.open(),
      interface: interface, generation: generation)
    return ({ virtual }, "\(identity)")
  }

  private func samState() throws -> SAMStateFile {
    let serial = (0..<8).map { _ in UInt8.random(in: .min ... .max) }
    guard let state else { return try SAMStateFile(serial: serial) }
    let isNew = !FileManager.default.fileExists(atPath: state)
    let passphrase = try keys.passphraseOptions.passphrase(isNew: isNew)
    do {
      return try SAMStateFile(path: state, passphrase: passphrase, serial: serial)
    } catch let failure as SAMStateFile.Failure {
      throw Self.badState(state, failure)
    }
  }

  private static func badState(_ path: String, _ failure: SAMStateFile.Failure) -> PlainError {
    switch failure {
    case .malformed:
      PlainError(
        code: "samStateMalformed",
        Sentence(
          zhHans: "“\(path)”不是虚拟 SAM 的状态文件。", zhHant: "「\(path)」不是虛擬 SAM 的狀態檔案。",
          en: "\"\(path)\" is no state of a virtual SAM."))
    case .wrongPassphrase:
      PlainError(
        code: "wrongPassphrase",
        Sentence(
          zhHans: "口令打不开“\(path)”，或文件被改动。", zhHant: "通行碼打不開「\(path)」，或檔案被改動。",
          en: "The passphrase does not open \"\(path)\", or it was altered."))
    }
  }

  private static func inserted(_ name: String) -> Sentence {
    Sentence(
      zhHans: "已插入虚拟卡 \(name)，按 Ctrl-C 取出。", zhHant: "已插入虛擬卡 \(name)，按 Ctrl-C 取出。",
      en: "The virtual card \(name) is in the reader; Ctrl-C takes it out.")
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
