/// What can be done to a virtual device, as a line of a script says it.
public enum DeviceCommand: Sendable, Hashable {
  /// A card is swiped: `%…?;…?`.
  case swipe(SwipedCard)
  /// These bytes are sent as a report: `report 00 01 …`.
  case report([UInt8])
  /// A fault: `stall`, `stall-request`, `garbage [SEED]`, `short BYTES`, `slow MILLISECONDS`, `early`,
  /// `unplug after BYTES`.
  case fault(VirtualUSBFault)
  /// The cable is pulled: `unplug`.
  case unplug
  /// The cable is put in again: `replug`.
  case replug
  /// A printer changes: `paper enough|near-end|out`, `cover open|closed`, `online`, `offline`,
  /// `cutter jammed|clear`, `silent`, `talking`, `paper out at BYTES`, `unplug at BYTES`.
  case printer(PrinterChange)
  /// Goes on when a host has set the device up, or listens to it, or has fetched everything:
  /// `wait configured`, `wait listening`, `wait fetched`.
  case wait(Condition)
  /// Goes on after a time: `pause MILLISECONDS`.
  case pause(Duration)

  /// What a script can wait for.
  public enum Condition: String, Sendable, Hashable, CaseIterable {
    /// A host has attached the device and set its configuration.
    case configured
    /// Someone waits for a report.
    case listening
    /// The host has fetched everything.
    case fetched
  }

  /// What can change about a printer.
  public enum PrinterChange: Sendable, Hashable {
    /// Its paper.
    case paper(PrinterCondition.Paper)
    /// Its cover.
    case cover(isOpen: Bool)
    /// The button that takes it off line.
    case line(isOn: Bool)
    /// Its cutter.
    case cutter(isJammed: Bool)
    /// Whether it answers.
    case silence(Bool)
    /// The cable is pulled once so many bytes are on paper.
    case unplug(atBytes: Int)
    /// The paper ends once so many bytes are on it.
    case runOut(atBytes: Int)

    func apply(to condition: inout PrinterCondition) {
      switch self {
      case .paper(let paper): condition.paper = paper
      case .cover(let isOpen): condition.isCoverOpen = isOpen
      case .line(let isOn): condition.isSwitchedOffLine = !isOn
      case .cutter(let isJammed): condition.hasCutterError = isJammed
      case .silence(let isSilent): condition.isSilent = isSilent
      case .unplug(let count): condition.unplugsAfter = count
      case .runOut(let count): condition.runsOutAfter = count
      }
    }
  }
}

extension DeviceCommand {
  /// Reads a line; `nil` for one that is no command. The line may hold tracks: do not repeat it.
  public init?(line: String) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    if let card = SwipedCard(line: line.trimmedOfSpaces) {
      self = .swipe(card)
    } else if let word = words.first,
      let command = Self.command(word, Array(words.dropFirst()))
    {
      self = command
    } else {
      return nil
    }
  }

  private static func command(_ word: String, _ arguments: [String]) -> Self? {
    if let command = plain["\(([word] + arguments).joined(separator: " "))"] { return command }
    let number = arguments.last.flatMap { Int($0) }.flatMap { $0 >= 0 && $0 <= 1 << 24 ? $0 : nil }
    switch (word, arguments.count, number) {
    case ("report", 1..., _):
      return bytes(arguments.joined()).map { .report($0) }
    case ("garbage", 1, let number?): return .fault(.garbage(seed: UInt64(number)))
    case ("short", 1, let number?): return .fault(.short(bytes: number))
    case ("slow", 1, let number?): return .fault(.slow(.milliseconds(number)))
    case ("pause", 1, let number?): return .pause(.milliseconds(number))
    case ("unplug", 2, let number?) where arguments[0] == "after":
      return .fault(.unplug(afterBytes: number))
    case ("unplug", 2, let number?) where arguments[0] == "at":
      return .printer(.unplug(atBytes: number))
    case ("paper", 3, let number?) where arguments[0] == "out" && arguments[1] == "at":
      return .printer(.runOut(atBytes: number))
    default: return nil
    }
  }

  private static let plain: [String: Self] = [
    "unplug": .unplug, "replug": .replug, "stall": .fault(.stall),
    "stall-request": .fault(.stallRequest), "garbage": .fault(.garbage(seed: 1)),
    "early": .fault(.early), "wait configured": .wait(.configured),
    "wait listening": .wait(.listening), "wait fetched": .wait(.fetched),
    "paper enough": .printer(.paper(.enough)), "paper near-end": .printer(.paper(.nearEnd)),
    "paper out": .printer(.paper(.out)), "cover open": .printer(.cover(isOpen: true)),
    "cover closed": .printer(.cover(isOpen: false)), "online": .printer(.line(isOn: true)),
    "offline": .printer(.line(isOn: false)), "cutter jammed": .printer(.cutter(isJammed: true)),
    "cutter clear": .printer(.cutter(isJammed: false)), "silent": .printer(.silence(true)),
    "talking": .printer(.silence(false)),
  ]

  private static func bytes(_ digits: String) -> [UInt8]? {
    guard digits.utf8.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var rest = Substring(digits)
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16), rest.first != "+" else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}

extension String {
  fileprivate var trimmedOfSpaces: String {
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop { $0.isWhitespace })
  }
}
