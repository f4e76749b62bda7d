/// A command of ESC/POS as the reader knows it: how it begins, how long its parameters are, and what it
/// does to the paper.
struct ReadCommand: Sendable {
  /// What a command does; its parameters may be cut off at the end of the bytes.
  typealias Effect = @Sendable (inout PaperTape, ArraySlice<UInt8>) -> Void

  /// The bytes it begins with: two, or three for families such as `GS ( k`.
  let name: [UInt8]
  let length: ParameterLength
  /// `nil` when it leaves no mark on paper.
  let effect: Effect?

  init(_ prefix: Prefix, _ rest: StaticString, _ length: ParameterLength, _ effect: Effect? = nil) {
    name =
      unsafe [prefix.rawValue]
      + UnsafeBufferPointer(start: rest.utf8Start, count: rest.utf8CodeUnitCount)
    self.length = length
    self.effect = effect
  }

  init(_ prefix: Prefix, _ byte: UInt8, _ length: ParameterLength, _ effect: Effect? = nil) {
    name = [prefix.rawValue, byte]
    self.length = length
    self.effect = effect
  }

  /// The control characters that commands begin with.
  enum Prefix: UInt8 {
    case dle = 0x10
    case esc = 0x1B
    case fs = 0x1C
    case gs = 0x1D
  }

  /// The command that bytes begin with; `nil` when it is not known.
  static func named(_ bytes: ArraySlice<UInt8>) -> ReadCommand? {
    if bytes.count > 2, let found = index[key(bytes.prefix(3))] { return found }
    return index[key(bytes.prefix(2))]
  }

  private static let index: [UInt32: ReadCommand] = Dictionary(
    uniqueKeysWithValues: (text + placing + pictures + symbols + silent).map {
      (key($0.name[...]), $0)
    })

  /// Up to three bytes and how many they are, in one number.
  private static func key(_ name: ArraySlice<UInt8>) -> UInt32 {
    name.reduce(UInt32(name.count)) { $0 << 8 | UInt32($1) }
  }
}
