/// A command APDU as a card without extended length sees it (ISO/IEC 7816-3, 12.1).
struct ShortCommand {
  let cla: UInt8
  let ins: UInt8
  let p1: UInt8
  let p2: UInt8
  let data: [UInt8]
  /// Le as sent: 0 stands for 256; `nil` if absent.
  let le: UInt8?

  /// Takes a command apart, or returns `nil` when its lengths do not fit together.
  ///
  /// Over T=0 the fifth byte P3 is always there in the end (a missing one is 00), and data and Le
  /// exclude each other.
  init?(_ bytes: [UInt8], over interface: CPUCardInterface) {
    guard bytes.count >= 4 else { return nil }
    (cla, ins, p1, p2) = (bytes[0], bytes[1], bytes[2], bytes[3])
    let body = bytes[4...]
    guard let first = body.first else {
      data = []
      le = interface == .t0 ? 0 : nil
      return
    }
    if body.count == 1 {
      data = []
      le = first
      return
    }
    let end = 5 + Int(first)
    guard first > 0, bytes.count == end || (bytes.count == end + 1 && interface != .t0) else {
      return nil
    }
    data = Array(bytes[5..<end])
    le = bytes.count == end ? nil : bytes[end]
  }

  /// Ne: the most bytes that the terminal wants, 1 to 256; `nil` if it wants none.
  var expected: Int? { le.map { $0 == 0 ? 256 : Int($0) } }
}
