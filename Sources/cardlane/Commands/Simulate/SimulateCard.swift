import ArgumentParser
import Desk
import Foundation
import Scenarios
import SmartCard
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
      On standard input `remove` takes the card out and `insert` puts it back; `tear 7 after` has it be \
      pulled out at its 8th command from then on: `before` the card begins it, `after` it has done it, or \
      while it writes, after so many bytes that change.
      With --state the card keeps what a chip keeps without power (keys, files, counters) in a file of \
      mode 0600, through every restart. --blank makes the chip as its maker delivers it, for `card issue`.
      With --script the card is no member's: for testing any PC/SC program. A line says how commands \
      begin and what is answered: `00A4 -> 6110`, `00C0 -> wait 200 6F0A9000`, `0088 -> hang`, \
      `0084 -> leave 0008AABB`; `atr 3B055649503236` and `otherwise 6D00` say the rest.

      Example: cardlane simulate card --kind cpu --keys keys.json --number 9156880012345672 --year 2026
      Example: cardlane simulate card --kind desfire --blank --state card.json --private
      Example: cardlane simulate card --script slow.card --private
      """)

  @Option(
    help:
      "The kind of card: desfire, ntag424, cpu (ISO/IEC 7816), classic, or sam (a key device); cpu, or what --state holds."
  )
  var kind: SimulatedCardKind?
  @OptionGroup var card: SimulatedIdentityOptions
  @Flag(help: "A chip as its maker delivers it.")
  var blank = false
  @Option(
    help: "The serial or UID in hexadecimal, 7 bytes, or 4 for a Classic; made up if left out.")
  var serial: String?
  @Option(help: "How a CPU card is connected: t0, t1 or contactless.")
  var interface: CPUCardInterface = .t1
  @Option(help: "Which DESFire chip: ev1, ev2 or ev3.")
  var generation: DESFireGeneration = .ev2
  @OptionGroup var keys: KeyOptions
  @Option(
    help: ArgumentHelp(
      "The file that keeps the card (mode 0600), made if it is not there; a SAM's is wrapped.",
      valueName: "file"))
  var state: String?
  @Option(
    help: ArgumentHelp(
      "A card that answers by a script, instead of a kind: late, never, torn, anything.",
      valueName: "file"))
  var script: String?
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
      switch line.split(separator: " ").first {
      case "remove": slot.remove()
      case "insert": try slot.insert(try make())
      case "tear":
        guard let tear = CardTear(line), let card = try make() as? any TornCard else { fallthrough }
        card.tear(at: tear)
      case nil: break
      default: StandardError.write("cardlane: insert, remove, tear 7 before|after|BYTES")
      }
    }
    // Standard input may be closed from the start (a service): the card stays until interrupted.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  /// What makes the card whenever it is inserted, and its name.
  private func virtualCard() async throws -> (make: () throws -> any VirtualCard, name: String) {
    if let script {
      guard kind == nil, !blank, state == nil, card.number == nil else {
        throw ValidationError("--script goes without --kind, --blank, --state and --number")
      }
      let card = try CardScript.card(from: try InputFile.text(script))
      return ({ card }, script)
    }
    if kind == .sam {
      let file = try samState()
      let interface = interface
      return ({ file.card(interface) }, "SAM")
    }
    let (card, name) = try await lastingCard()
    return ({ card }, name)
  }

  /// The card, and what it is called.
  private func lastingCard() async throws -> (card: any VirtualCard, name: String) {
    let file = try state.map { try CardStateFile($0).held() }
    if let file, let kept = try file.kind() {
      let kind = kind ?? SimulatedCardKind(kept)
      guard !blank, card.number == nil else { throw Self.stateExists(file.path) }
      if let card = try kind.restored(from: file, interface: interface) {
        return (try card.kept(in: file), file.path)
      }
    }
    let kind = kind ?? .cpu
    if blank {
      let serial = try uid() ?? SimulatedCardKind.randomSerial()
      let card = try kind.blank(serial: serial, interface: interface, generation: generation)
      return (try card.kept(in: file), "\(kind.rawValue) \(hexadecimal(serial))")
    }
    let identity = try self.card.identity()
    let card = try await kind.make(
      identity, serial: try uid() ?? identity.defaultSerial, issued: day.businessDate,
      keys: try keys.open(), interface: interface, generation: generation)
    guard let lasting = card as? any StatefulCard else {
      guard file == nil else { throw ValidationError("--state is not for a \(kind.rawValue)") }
      return (card, "\(identity)")
    }
    return (try lasting.kept(in: file), "\(identity)")
  }

  private func uid() throws -> [UInt8]? {
    guard let serial = try serial.map({ try Hexadecimal.bytes($0.utf8) }) else { return nil }
    guard serial.count == 7 || (serial.count == 4 && kind == .classic) else {
      throw ValidationError("--serial takes 14 hexadecimal digits, not \(serial.count * 2)")
    }
    return serial
  }

  private static func inserted(_ name: String) -> Sentence {
    Sentence(
      zhHans: "已插入虚拟卡 \(name)，按 Ctrl-C 取出。", zhHant: "已插入虛擬卡 \(name)，按 Ctrl-C 取出。",
      en: "The virtual card \(name) is in the reader; Ctrl-C takes it out.")
  }

  private static func stateExists(_ path: String) -> PlainError {
    PlainError(
      code: "cardStateExists",
      Sentence(
        zhHans: "“\(path)”里已有一张卡，没有改动。", zhHant: "「\(path)」裡已有一張卡，沒有改動。",
        en: "\"\(path)\" holds a card already; nothing was changed."),
      hint: Sentence(
        zhHans: "去掉 --blank 和 --number 就用这张卡；或另选文件。",
        zhHant: "去掉 --blank 和 --number 就用這張卡；或另選檔案。",
        en: "Leave out --blank and --number to use that card, or choose another file."))
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

extension CardTear {
  /// Reads `tear 7 before`, `tear 7 after` or `tear 7 12`; `nil` for anything else.
  fileprivate init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 3, let command = Int(words[1]), command >= 0 else { return nil }
    switch words[2] {
    case "before": self.init(command: command, .before)
    case "after": self.init(command: command, .after)
    default:
      guard let count = Int(words[2]), count >= 0 else { return nil }
      self.init(command: command, .during(count))
    }
  }
}

extension CardIdentity {
  /// A serial that is the same whenever the card is simulated again: 04, then the number's last digits.
  fileprivate var defaultSerial: [UInt8] {
    let digits = number.digits.suffix(12).compactMap(\.wholeNumberValue)
    return [0x04] + stride(from: 0, to: 12, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
