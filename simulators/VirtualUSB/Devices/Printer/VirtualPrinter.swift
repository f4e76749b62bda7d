/// A receipt printer: USB printer class, bidirectional, with the status answers of ESC/POS.
///
/// What it prints is kept in ``printed`` and handed to `paper`. Questions are answered and not printed:
/// `DLE EOT` at once, `GS r 1` when everything before it is on paper. Off line it takes no more
/// than its buffer holds; then the host has to wait.
public struct VirtualPrinter: VirtualUSBFunction {
  /// Takes what is put on paper, in pieces.
  public typealias Paper = @Sendable ([UInt8]) -> Void

  /// How it is.
  public var condition = PrinterCondition()
  /// What is on paper.
  public private(set) var printed: [UInt8] = []
  /// Questions that were asked.
  public private(set) var questionCount = 0
  /// Resets that the host has asked for.
  public private(set) var resetCount = 0
  /// Bytes that wait to be printed, ordered questions among them.
  public var waitingCount: Int { buffer.count }

  private var buffer: [PrinterInput.Item] = []
  private var input = PrinterInput()
  private let capacity: Int
  private let deviceID: String
  private let hasInput: Bool
  private let paper: Paper?

  static let output: UInt8 = 0x01
  static let input: UInt8 = 0x82

  /// Makes a printer.
  ///
  /// - Parameters:
  ///   - capacity: The bytes that it takes while it is off line.
  ///   - deviceID: The IEEE 1284 device id.
  ///   - hasInput: Whether it has an endpoint towards the host; without it, it answers no questions.
  ///   - paper: Called with what is put on paper; quick, because the host waits meanwhile.
  public init(
    capacity: Int = 4096,
    deviceID: String = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II;",
    hasInput: Bool = true, paper: Paper? = nil
  ) {
    self.capacity = max(1, capacity)
    self.deviceID = deviceID
    self.hasInput = hasInput
    self.paper = paper
  }

  /// What the descriptors say.
  public var description: USBDescription {
    var endpoints = [EndpointDescription(address: Self.output, transfer: .bulk, packetSize: 64)]
    if hasInput {
      endpoints.append(EndpointDescription(address: Self.input, transfer: .bulk, packetSize: 64))
    }
    var description = USBDescription(
      vendor: 0x04B8, product: 0x0E15, release: 0x0100, manufacturerName: "EPSON",
      productName: "TM-T20II", serialNumber: "CARDLANE0001",
      interfaces: [
        InterfaceDescription(
          classCode: 7, subclass: 1, protocolCode: hasInput ? 2 : 1, endpoints: endpoints)
      ])
    description.usbVersion = 0x0200
    description.controlPacketSize = 64
    return description
  }

  public mutating func control(
    _ setup: USBSetup, data: [UInt8], outbox: inout USBOutbox
  ) -> USBControlAnswer {
    guard setup.kind == .classSpecific else { return .stall }
    switch (setup.request, setup.isIn) {
    case (0, true):
      let text = Array(deviceID.utf8.prefix(0xFFFD))
      let count = text.count + 2
      return .data([UInt8(count >> 8), UInt8(count & 0xFF)] + text)
    case (1, true): return .data([condition.portStatus])
    case (2, false):
      resetCount += 1
      forget()
      return .done
    default: return .stall
    }
  }

  public mutating func reset() { forget() }

  public mutating func settle(_ outbox: inout USBOutbox) { print(&outbox) }

  public mutating func take(
    _ data: ArraySlice<UInt8>, on endpoint: UInt8, outbox: inout USBOutbox
  ) -> Int {
    var taken = 0
    for byte in data {
      // Real-time questions are heard even when the buffer is full.
      guard buffer.count < capacity || input.isInRealTimeQuestion(with: byte) else { break }
      taken += 1
      for item in input.take(byte) {
        if case .realTimeQuestion(let number) = item {
          questionCount += 1
          answer(condition.realTimeStatus(number), &outbox)
        } else {
          buffer.append(item)
        }
      }
      if buffer.count >= 512 || buffer.count >= capacity { print(&outbox) }
      if outbox.pullsCable { return taken }
    }
    print(&outbox)
    return taken
  }

  /// Prints what waits, if the printer is on line.
  private mutating func print(_ outbox: inout USBOutbox) {
    guard condition.isOnLine, !buffer.isEmpty else { return }
    var bytes: [UInt8] = []
    var done = 0
    for item in buffer {
      let count = printed.count + bytes.count
      if case .byte = item, let limit = condition.unplugsAfter, count >= limit {
        condition.unplugsAfter = nil
        outbox.pullCable()
        break
      }
      if case .byte = item, let limit = condition.runsOutAfter, count >= limit {
        condition.runsOutAfter = nil
        condition.paper = .out
        break
      }
      done += 1
      switch item {
      case .byte(let byte): bytes.append(byte)
      case .orderedQuestion(let number):
        questionCount += 1
        if number == 1 { answer(condition.paperSensors, &outbox) }
      case .realTimeQuestion: break
      }
    }
    buffer.removeFirst(outbox.pullsCable ? buffer.count : done)
    printed += bytes
    if !bytes.isEmpty { paper?(bytes) }
  }

  private func answer(_ byte: UInt8?, _ outbox: inout USBOutbox) {
    guard let byte, hasInput, !condition.isSilent else { return }
    outbox.send([byte], on: Self.input)
  }

  private mutating func forget() {
    buffer = []
    input = PrinterInput()
  }
}
