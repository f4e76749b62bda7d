import CSwipePeers
import Foundation
import USBDevices
import VirtualUSB

/// Measures the way of a swipe from the reader to the program, through USB/IP and the kernel, on the same
/// virtual reader in turns: with `USBDevices`; in C with libusb itself, which is underneath; and with
/// hidapi's C library over libusb and over the kernel's hidraw.
///
/// Needs a kernel with USB/IP: run it with `scripts/kernel`.
@main
enum Main {
  static let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 200
  static let turns = 5
  static let length = 337

  /// A way to read.
  enum Way: String, CaseIterable {
    case swift = "Swift, USBDevices"
    case libusb = "C, libusb, a transfer for each report"
    case hidapiLibUSB = "C, hidapi over libusb"
    case hidapiHidraw = "C, hidapi over hidraw"
  }

  static func main() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    try await reader.attach()
    guard await reader.waitUntilConfigured(within: .seconds(30)) else { throw Failure("attach") }
    var times: [Way: [Double]] = [:]
    var rates: [Way: [Double]] = [:]
    // The first turn warms all of them up and does not count.
    for turn in 0...turns {
      for way in Way.allCases {
        let (time, rate) =
          way == .swift ? try await inSwift(reader) : try await inC(way, reader)
        guard turn > 0 else { continue }
        times[way, default: []].append(time)
        rates[way, default: []].append(rate)
      }
    }
    print("\(turns) turns of \(rounds) swipes each; medians of the turns' medians")
    for way in Way.allCases {
      let name = way.rawValue.padding(toLength: 40, withPad: " ", startingAt: 0)
      print("\(name) \(text(times[way])) µs   \(text(rates[way])) swipes/s one behind the other")
    }
  }

  private static let report = [UInt8](repeating: 0x31, count: length)

  /// The median of single swipes in microseconds, and swipes a second, each sent when the one before has
  /// been read: hidapi keeps no more than 30 packets.
  private static func measured(_ swipe: () async throws -> Void) async throws -> (Double, Double) {
    var times: [Double] = []
    let clock = ContinuousClock()
    let begin = clock.now
    for _ in 0..<rounds {
      let start = clock.now
      try await swipe()
      times.append((clock.now - start) / .microseconds(1))
    }
    return (median(times), Double(rounds) / ((clock.now - begin) / .seconds(1)))
  }

  private static func inSwift(
    _ reader: PluggedDevice<VirtualSureSwipe>
  ) async throws -> (Double, Double) {
    guard let found = try await USBBus.devices().first(where: { $0.vendor == 0x0801 }),
      let interface = found.hidInterface
    else { throw Failure("no reader") }
    let device = try await USBDevice.open(found)
    try await device.claim(interface.number)
    let descriptor = try HIDReportDescriptor(try await device.reportDescriptor(of: interface))
    var events = device.reports(of: interface, descriptor).makeAsyncIterator()
    guard case .ready? = try await events.next() else { throw Failure("not ready") }
    let result = try await measured {
      try reader.send(report)
      guard case .report(let got)? = try await events.next(), got.count == length
      else { throw Failure("no report") }
    }
    await device.close()
    return result
  }

  private static func inC(
    _ way: Way, _ reader: PluggedDevice<VirtualSureSwipe>
  ) async throws -> (Double, Double) {
    let device = try await opened(way)
    defer { csp_close(device) }
    // hidapi has asked for a report when it has opened the device; the kernel does for hidraw.
    guard csp_ask(device, Int32(length)) == 0,
      await reader.waitUntilPolled(within: .seconds(30))
    else { throw Failure("\(way.rawValue) does not listen") }
    var got = [UInt8](repeating: 0, count: length)
    let result = try await measured {
      try reader.send(report)
      guard csp_read(device, &got, Int32(length)) == 0 else {
        throw Failure("\(way.rawValue) reads nothing")
      }
      guard csp_ask(device, Int32(length)) == 0 else { throw Failure("\(way.rawValue) stops") }
    }
    guard got == report else { throw Failure("\(way.rawValue) reads something else") }
    // The last one asked for is not waited for.
    try reader.send(report)
    guard csp_read(device, &got, Int32(length)) == 0 else { throw Failure("no report") }
    return result
  }

  /// Opens the reader. The kernel takes a moment to have it again.
  private static func opened(_ way: Way) async throws -> OpaquePointer {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let device =
        switch way {
        case .swift, .libusb: csp_open_libusb(0x0801, 0x0002)
        case .hidapiLibUSB: csp_open_hidapi("libhidapi-libusb.so.0", 0x0801, 0x0002)
        case .hidapiHidraw: csp_open_hidapi("libhidapi-hidraw.so.0", 0x0801, 0x0002)
        }
      if let device { return device }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Failure("\(way.rawValue) does not open the reader")
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  private static func text(_ values: [Double]?) -> String {
    median(values ?? [0]).formatted(.number.precision(.fractionLength(0)).grouping(.never))
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
