/// The parts of an ATR, read as far as they go.
struct ATRParts {
  var convention: ATR.Convention?
  var interfaceBytes: [ATR.InterfaceByte] = []
  var historicalBytes: [UInt8] = []
  var checkByte: UInt8?
  var problems: [ATR.Problem] = []

  /// The most bytes that ISO/IEC 7816-3 allows.
  static let longest = 33

  init(parsing bytes: [UInt8]) {
    guard let first = bytes.first else {
      problems = [.empty]
      return
    }
    convention = ATR.Convention(rawValue: first)
    if convention == nil { problems.append(.unknownConvention(first)) }
    if bytes.count > Self.longest { problems.append(.tooLong(bytes.count)) }
    var rest = bytes.prefix(Self.longest).dropFirst()
    guard let format = rest.popFirst() else {
      problems.append(.cutOff(before: "T0"))
      return
    }
    guard readInterfaceBytes(&rest, after: format) else { return }
    let expected = Int(format & 0x0F)
    historicalBytes = Array(rest.prefix(expected))
    rest = rest.dropFirst(expected)
    guard historicalBytes.count == expected else {
      problems.append(.cutOff(before: "T\(historicalBytes.count + 1)"))
      return
    }
    readCheckByte(&rest, of: bytes)
    if !rest.isEmpty { problems.append(.trailingBytes(rest.count)) }
  }

  /// Reads TA1, TB1, … for as long as a TD announces more. `false` when the bytes ran out.
  private mutating func readInterfaceBytes(
    _ rest: inout ArraySlice<UInt8>, after format: UInt8
  ) -> Bool {
    var announced = format
    var index = 1
    while true {
      var next: UInt8?
      for (bit, kind) in zip([0x10, 0x20, 0x40, 0x80] as [UInt8], ATR.InterfaceByte.Kind.allCases)
      where announced & bit != 0 {
        guard let value = rest.popFirst() else {
          problems.append(.cutOff(before: kind.rawValue + String(index)))
          return false
        }
        interfaceBytes.append(.init(kind: kind, index: index, value: value))
        if kind == .td { next = value }
      }
      guard let next else { return true }
      announced = next
      index += 1
    }
  }

  /// TCK is there unless T=0 is the only protocol (ISO/IEC 7816-3, 8.2.5).
  private mutating func readCheckByte(_ rest: inout ArraySlice<UInt8>, of bytes: [UInt8]) {
    let needed = interfaceBytes.contains { $0.kind == .td && $0.value & 0x0F != 0 }
    guard needed else { return }
    guard let found = rest.popFirst() else {
      problems.append(.checkByteMissing)
      return
    }
    checkByte = found
    let end = rest.startIndex - 1
    let expected = bytes[1..<end].reduce(0, ^)
    if found != expected { problems.append(.checkByteWrong(found: found, expected: expected)) }
  }
}
