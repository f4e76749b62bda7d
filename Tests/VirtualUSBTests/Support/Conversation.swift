import Testing

@testable import VirtualUSB

/// A client's side of USB/IP: writes requests and reads replies, byte by byte as the protocol says, with
/// nothing of the server's own code.
struct ClientWords {
  static let deviceList: [UInt8] = [0x01, 0x11, 0x80, 0x05, 0, 0, 0, 0]

  static func importDevice(_ busID: String) -> [UInt8] {
    let text = Array(busID.utf8)
    return [0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0] + text
      + [UInt8](repeating: 0, count: 32 - text.count)
  }

  static func number(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) }
  }

  static func submit(
    _ sequence: UInt32, device: UInt32 = 0x0001_0002, isIn: Bool, endpoint: UInt32,
    length: Int, setup: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0], data: [UInt8] = [],
    packets: UInt32 = 0
  ) -> [UInt8] {
    let words: [UInt32] = [
      1, sequence, device, isIn ? 1 : 0, endpoint, 0, UInt32(length), 0, packets, 0,
    ]
    return words.flatMap(number) + setup + data
  }

  static func unlink(_ sequence: UInt32, target: UInt32, device: UInt32 = 0x0001_0002) -> [UInt8] {
    let words: [UInt32] = [2, sequence, device, 0, 0, target, 0, 0, 0, 0, 0, 0]
    return words.flatMap(number)
  }
}

/// One answer to a transfer or to an unlink.
struct Answer: Equatable {
  var command: UInt32
  var sequence: UInt32
  var status: Int32
  var data: [UInt8] = []

  static func submitted(_ sequence: UInt32, _ data: [UInt8] = [], status: Int32 = 0) -> Self {
    Self(command: 3, sequence: sequence, status: status, data: data)
  }

  static func unlinked(_ sequence: UInt32, status: Int32) -> Self {
    Self(command: 4, sequence: sequence, status: status)
  }
}

func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
  bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
}

/// A client that talks to a bus without sockets, at a time of its own.
final class Conversation {
  var bus = VirtualBus()
  var now = ContinuousClock.now
  /// The transfers towards the host, whose answers carry data.
  private var isIn: [UInt32: Bool] = [:]
  private var sequence: UInt32 = 100

  init(_ function: some VirtualUSBFunction, isConfigured: Bool = true) throws {
    try bus.plug(VirtualDevice(function), at: "1-1")
    bus.connect(1)
    bus.receive(ClientWords.importDevice("1-1"), from: 1, now: now)
    let reply = bus.takeOutgoing(1)
    try #require(reply.count == 320)
    if isConfigured { try configure() }
  }

  func configure() throws {
    try #require(control([0x00, 9, 1, 0, 0, 0, 0, 0]) == .submitted(sequence))
  }

  func submit(
    _ sequence: UInt32, isIn: Bool, endpoint: UInt32, length: Int, setup: [UInt8]? = nil,
    data: [UInt8] = []
  ) {
    self.isIn[sequence] = isIn
    bus.receive(
      ClientWords.submit(
        sequence, isIn: isIn, endpoint: endpoint, length: length,
        setup: setup ?? [0, 0, 0, 0, 0, 0, 0, 0], data: data), from: 1, now: now)
  }

  func unlink(_ sequence: UInt32, target: UInt32) {
    bus.receive(ClientWords.unlink(sequence, target: target), from: 1, now: now)
  }

  /// A control transfer and its answer.
  func control(_ setup: [UInt8], data: [UInt8] = []) -> Answer? {
    sequence += 1
    let isIn = setup[0] & 0x80 != 0
    let length = isIn ? Int(setup[6]) | Int(setup[7]) << 8 : data.count
    submit(sequence, isIn: isIn, endpoint: 0, length: length, setup: setup, data: data)
    return answers().last
  }

  /// The answers since the last call.
  func answers() -> [Answer] {
    var bytes = bus.takeOutgoing(1)
    var answers: [Answer] = []
    while bytes.count >= 48 {
      var answer = Answer(
        command: word(bytes, 0), sequence: word(bytes, 4),
        status: Int32(bitPattern: word(bytes, 20)))
      let length = answer.command == 3 && isIn[answer.sequence] == true ? Int(word(bytes, 24)) : 0
      answer.data = Array(bytes[48..<48 + length])
      bytes.removeFirst(48 + length)
      answers.append(answer)
    }
    return answers
  }

  /// Works on the device.
  func device<Result>(_ body: (inout VirtualDevice) -> Result) -> Result {
    bus.with(0, now: now, body)
  }

  func send(_ report: [UInt8], on endpoint: UInt8 = 0x81) {
    let now = now
    device { device in
      var outbox = USBOutbox()
      outbox.send(report, on: endpoint)
      device.send(outbox, now: now)
    }
  }

  func wait(_ duration: Duration) {
    now += duration
    bus.pump(now: now)
  }
}
