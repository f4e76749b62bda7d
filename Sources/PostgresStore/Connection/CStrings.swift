import StoreTables

/// Values as the texts that a C function takes.
enum CStrings {
  /// Hands over a list of texts, each ended by a zero byte; `nil` for an empty value.
  static func with<Value>(
    _ values: [SQLValue], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> Value
  ) rethrows -> Value {
    var (bytes, starts): ([CChar], [Int?]) = ([], [])
    for value in values {
      let text: String
      switch value {
      case .null:
        starts.append(nil)
        continue
      case .integer(let number): text = String(number)
      case .text(let string): text = string
      }
      starts.append(bytes.count)
      bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
      bytes.append(0)
    }
    return try unsafe bytes.withUnsafeBufferPointer { bytes in
      let pointers = unsafe starts.map { start in
        unsafe start.flatMap { start in unsafe bytes.baseAddress.map { unsafe $0 + start } }
      }
      return try unsafe pointers.withUnsafeBufferPointer { try unsafe body($0.baseAddress) }
    }
  }
}
