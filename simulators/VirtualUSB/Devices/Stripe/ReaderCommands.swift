/// The command message of MagTek's readers (manual 99875191): a feature report by which a program gets
/// and sets properties.
///
/// To the reader: command, length, data. From the reader: result, length, data.
struct ReaderCommands: Sendable {
  struct Property: Sendable {
    var value: [UInt8]
    let isReadOnly: Bool

    init(_ value: [UInt8], isReadOnly: Bool = false) {
      self.value = value
      self.isReadOnly = isReadOnly
    }

    init(_ text: String, isReadOnly: Bool = false) {
      self.init(Array(text.utf8), isReadOnly: isReadOnly)
    }
  }

  private enum Result: UInt8 {
    case done = 0
    case failed = 1
    case badParameter = 2
  }

  /// Bytes of the message.
  let length: Int
  private var properties: [UInt8: Property]
  private var message: [UInt8]

  init(length: Int, properties: [UInt8: Property]) {
    self.length = length
    self.properties = properties
    message = [UInt8](repeating: 0, count: length)
  }

  /// The answer to the last command.
  func answer() -> [UInt8] { message }

  /// Carries a command out; `false` if it is too short to be one.
  mutating func take(_ command: [UInt8]) -> Bool {
    guard command.count >= 2, command.count <= length else { return false }
    let data = command.dropFirst(2).prefix(Int(command[1]))
    guard data.count == Int(command[1]) else {
      answer(.badParameter)
      return true
    }
    switch command[0] {
    case 0x00:
      guard data.count == 1, let property = data.first.flatMap({ properties[$0] }) else {
        answer(.badParameter)
        break
      }
      answer(.done, property.value)
    case 0x01: set(data)
    case 0x02: answer(.done)
    default: answer(.failed)
    }
    return true
  }

  private mutating func set(_ data: ArraySlice<UInt8>) {
    guard let id = data.first, let property = properties[id], !property.isReadOnly else {
      answer(.badParameter)
      return
    }
    properties[id]?.value = Array(data.dropFirst())
    answer(.done)
  }

  private mutating func answer(_ result: Result, _ data: [UInt8] = []) {
    let data = data.prefix(length - 2)
    message = [result.rawValue, UInt8(data.count)] + data
    message += [UInt8](repeating: 0, count: length - message.count)
  }
}
