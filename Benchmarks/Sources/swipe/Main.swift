import CHIDAPILoop
import Foundation
import USBDevices
import VirtualUSB

/// Measures the way of a swipe from the reader to the program, through USB/IP, the kernel and libusb: with
/// `USBDevices`, and beside it with hidapi's C library over libusb, on the same virtual reader in turns.
///
/// Needs a kernel with USB/IP: run it with `scripts/kernel`.
@main
enum Main {
  static let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 200
  static let turns = 5
  static let length = 337

  static func main() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    try await reader.attach()
    guard await reader.waitUntilConfigured(within: .seconds(30)) else { throw Failure() }
    let report = [UInt8](repeating: 0x31, count: length)

    var ours: [Double] = []
    var theirs: [Double] = []
    var ourBursts: [Double] = []
    var theirBursts: [Double] = []
    // The first turn warms both up and does not count.
    for turn in 0...turns {
      let (swift, swiftBurst) = try await inSwift(reader, report)
      let (c, cBurst) = try inC(reader, report)
      if turn > 0 {
        ours.append(swift)
        theirs.append(c)
        ourBursts.append(swiftBurst)
        theirBursts.append(cBurst)
      }
    }
    print("\(turns) turns of \(rounds) swipes each; medians of the turns' medians")
    print("C, hidapi over libusb    \(text(theirs)) µs   \(text(theirBursts)) swipes/s in a burst")
    print("Swift, USBDevices        \(text(ours)) µs   \(text(ourBursts)) swipes/s in a burst")
  }

  /// The median of single swipes in microseconds, and swipes a second in a burst.
  private static func inSwift(
    _ reader: PluggedDevice<VirtualSureSwipe>, _ report: [UInt8]
  ) async throws -> (Double, Double) {
    guard let found = try await USBBus.devices().first(where: { $0.vendor == 0x0801 }),
      let interface = found.hidInterface
    else { throw Failure() }
    let device = try await USBDevice.open(found)
    try await device.claim(interface.number)
    let descriptor = try HIDReportDescriptor(try await device.reportDescriptor(of: interface))
    var events = device.reports(of: interface, descriptor).makeAsyncIterator()
    guard case .ready? = try await events.next() else { throw Failure() }
    var times: [Double] = []
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      let start = clock.now
      try reader.send(report)
      guard case .report(let got)? = try await events.next(), got.count == length
      else { throw Failure() }
      times.append((clock.now - start) / .microseconds(1))
    }
    let start = clock.now
    for _ in 0..<rounds { try reader.send(report) }
    for _ in 0..<rounds {
      guard case .report? = try await events.next() else { throw Failure() }
    }
    let burst = Double(rounds) / ((clock.now - start) / .seconds(1))
    await device.close()
    return (median(times), burst)
  }

  private static func inC(
    _ reader: PluggedDevice<VirtualSureSwipe>, _ report: [UInt8]
  ) throws -> (Double, Double) {
    guard let device = chidapi_loop_open(0x0801, 0x0002) else { throw Failure() }
    defer { chidapi_loop_close(device) }
    var got = [UInt8](repeating: 0, count: length)
    var times: [Double] = []
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      let start = clock.now
      try reader.send(report)
      guard chidapi_loop_read(device, &got, Int32(length)) == 0 else { throw Failure() }
      times.append((clock.now - start) / .microseconds(1))
    }
    let start = clock.now
    // hidapi keeps no more than 30 packets; a burst is sent as fast as it is read.
    for _ in 0..<rounds {
      try reader.send(report)
      guard chidapi_loop_read(device, &got, Int32(length)) == 0 else { throw Failure() }
    }
    return (median(times), Double(rounds) / ((clock.now - start) / .seconds(1)))
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  private static func text(_ values: [Double]) -> String {
    median(values).formatted(.number.precision(.fractionLength(0)).grouping(.never))
  }

  private struct Failure: Error {}
}
