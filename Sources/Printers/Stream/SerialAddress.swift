/// A serial line and how it is set.
public struct SerialAddress: Sendable, Hashable, CustomStringConvertible {
  /// The device file, such as `/dev/ttyUSB0`.
  public var path: String
  /// Bits a second.
  public var baud: Int
  /// How the printer says that it can take no more.
  public var flow: Flow
  /// The parity bit.
  public var parity: Parity

  /// How a printer says that it can take no more. Raw values are those of the address.
  public enum Flow: String, Sendable, Hashable, CaseIterable {
    /// It does not.
    case none
    /// By the lines RTS and CTS.
    case rtscts
    /// By the characters XON and XOFF.
    case xonxoff
  }

  /// The parity bit. Raw values are those of the address.
  public enum Parity: String, Sendable, Hashable, CaseIterable {
    case none, even, odd
  }

  /// The speeds that serial printers have.
  public static let speeds = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]

  /// Describes a line: 9,600 bits a second, no parity, no flow control unless told otherwise.
  public init(path: String, baud: Int = 9600, flow: Flow = .none, parity: Parity = .none) {
    self.path = path
    self.baud = baud
    self.flow = flow
    self.parity = parity
  }

  /// Reads `/dev/ttyUSB0?baud=19200&flow=rtscts&parity=even`; each setting at most once.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].hasPrefix("/"), parts[0].utf8.count > 1, !parts[0].utf8.contains(0) else {
      return nil
    }
    self.init(path: String(parts[0]))
    guard parts.count == 2 else { return }
    var seen: Set<Substring> = []
    for setting in parts[1].split(separator: "&", omittingEmptySubsequences: false) {
      let pair = Substring(setting).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, seen.insert(pair[0]).inserted else { return nil }
      switch pair[0] {
      case "baud":
        guard let speed = Self.speeds.first(where: { String($0) == pair[1] }) else { return nil }
        baud = speed
      case "flow":
        guard let flow = Flow(rawValue: String(pair[1])) else { return nil }
        self.flow = flow
      case "parity":
        guard let parity = Parity(rawValue: String(pair[1])) else { return nil }
        self.parity = parity
      default: return nil
      }
    }
  }

  /// As it is read, with what is not the default.
  public var description: String {
    let plain = Self(path: path)
    var settings: [String] = []
    if baud != plain.baud { settings.append("baud=\(baud)") }
    if flow != plain.flow { settings.append("flow=\(flow.rawValue)") }
    if parity != plain.parity { settings.append("parity=\(parity.rawValue)") }
    return path + (settings.isEmpty ? "" : "?" + settings.joined(separator: "&"))
  }
}
