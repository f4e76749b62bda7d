import Receipts
import USBDevices

/// An open and claimed USB printer. One task at a time.
final class USBPrinterLink {
  private let device: USBDevice
  private let interface: USBInterface
  private let output: USBEndpoint
  private let input: USBEndpoint?
  /// Bytes that came with an answer and were not asked for yet.
  private var received: [UInt8] = []

  /// Opens a printer and takes it from the kernel's driver. What it had to say before is passed over.
  init(_ description: USBDeviceDescription, within limit: Duration) async throws(USBError) {
    let found = description.interfaces.first { $0.isPrinter && $0.bulkOut != nil }
    guard let interface = found, let output = interface.bulkOut else {
      throw USBError(.notFound, device: description)
    }
    self.interface = interface
    self.output = output
    input = interface.bulkIn
    device = try await USBDevice.open(description, claiming: interface.number, within: limit)
    await drain()
  }

  /// Takes what has come and was not asked for, until nothing comes for a while.
  @discardableResult
  func drain() async -> [UInt8] {
    var bytes = received
    received = []
    guard let input else { return bytes }
    // A printer that talks without end is no reason to wait without end.
    for _ in 0..<64 {
      let more = try? await device.read(input.packetSize, from: input, within: .milliseconds(20))
      guard let more, !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }

  /// What the printer says does not fit the questions.
  var garbled: USBError { USBError(.other, device: device.description) }

  /// Whether the printer has a way back.
  var answers: Bool { input != nil }

  /// Gives the printer back to the kernel's driver.
  func close() async { await device.close() }

  /// Sends bytes. The error's `transferred` counts all that have gone over.
  func write(
    _ bytes: [UInt8], by deadline: ContinuousClock.Instant
  ) async throws(USBError) {
    var sent = 0
    while sent < bytes.count {
      let piece = Array(bytes[sent..<min(sent + 16_384, bytes.count)])
      do throws(USBError) {
        try await device.write(
          piece, to: output, within: ContinuousClock.now.duration(to: deadline))
      } catch {
        throw USBError(
          error.reason, device: error.device, detail: error.detail,
          transferred: sent + error.transferred)
      }
      sent += piece.count
    }
  }

  /// Waits for one byte.
  func read(by deadline: ContinuousClock.Instant) async throws(USBError) -> UInt8 {
    guard let input else { throw USBError(.notFound, device: device.description) }
    while received.isEmpty {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw USBError(.timeout, device: device.description) }
      received = try await device.read(input.packetSize, from: input, within: left)
      // A printer with nothing to say may send empty packets, as fast as it is asked.
      if received.isEmpty { try? await Task.sleep(for: .milliseconds(10)) }
    }
    return received.removeFirst()
  }

  /// `GET_PORT_STATUS` (USB printer class 1.1, 4.2.2). A printer that refuses the question counts as
  /// well: many do.
  func portStatus(within limit: Duration) async throws(USBError) -> PrinterStatus {
    let answer: [UInt8]
    do throws(USBError) {
      answer = try await device.control(
        USBControlRequest(
          type: 0xA1, request: 1, value: 0, index: UInt16(interface.number), length: 1),
        within: limit)
    } catch  where error.reason == .pipe {
      return PrinterStatus()
    }
    guard let byte = answer.first else { return PrinterStatus() }
    let isOut = byte & 0x20 != 0
    return PrinterStatus(
      isOnline: byte & 0x10 != 0, paper: isOut ? .out : .enough,
      hasRecoverableError: byte & 0x08 == 0 && !isOut)
  }

  /// `GET_DEVICE_ID` (USB printer class 1.1, 4.2.1); two bytes of its length are in front.
  func deviceID(within limit: Duration) async -> String? {
    let request = USBControlRequest(
      type: 0xA1, request: 0, value: 0, index: UInt16(interface.number) << 8, length: 1024)
    guard let answer = try? await device.control(request, within: limit), answer.count > 2 else {
      return nil
    }
    let length = Int(answer[0]) << 8 | Int(answer[1])
    return String(decoding: answer[2..<max(2, min(length, answer.count))], as: UTF8.self)
  }
}
