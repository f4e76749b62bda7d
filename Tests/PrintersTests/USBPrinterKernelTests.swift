import Foundation
import Printers
import Receipts
import Testing
import VirtualUSB

/// The machine of `scripts/kernel`, in which the real kernel attaches virtual printers.
enum PrinterKernel {
  static let isHere = ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"

  /// A virtual printer that the kernel has attached, and the printer under test before it.
  static func bench(
    status: PrinterProfile.StatusSupport = .realTimeAndOrdered, hasInput: Bool = true,
    patience: USBPrinter.Patience = .test
  ) async throws -> (USBPrinter, PluggedDevice<VirtualPrinter>, USBIPServer) {
    let server = try USBIPServer(port: 0)
    let plugged = try server.plug(VirtualPrinter(hasInput: hasInput))
    let place = try await plugged.attach(within: .seconds(60))
    let printer = USBPrinter(
      USBPrinterAddress(model: .init(vendor: 0x04B8, product: 0x0E15), unit: place),
      profile: PrinterProfile(name: "test", status: status), patience: patience)
    return (printer, plugged, server)
  }
}

extension USBPrinter.Patience {
  /// Long enough for a busy machine; nothing waits for it when all is well.
  static let test = Self(opening: .seconds(30), status: .seconds(30), printing: .seconds(30))
  /// For tests in which an answer never comes.
  static let short = Self(
    opening: .seconds(30), status: .milliseconds(300), printing: .milliseconds(600))
}

extension PluggedDevice<VirtualPrinter> {
  /// What is on paper.
  var paper: [UInt8] { (try? change { printer, _ in printer.printed }) ?? [] }
}

@Suite(
  "A USB printer on a real kernel", .serialized, .enabled(if: PrinterKernel.isHere),
  .timeLimit(.minutes(5)))
struct USBPrinterKernelTests {
  @Test(
    "A job is on paper once, byte for byte, whatever the printer can tell",
    arguments: PrinterProfile.StatusSupport.allCases, [true, false])
  func prints(_ status: PrinterProfile.StatusSupport, hasInput: Bool) async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench(
      status: status, hasInput: hasInput)
    let slip = try job("slip-1")
    for _ in 0..<2 { #expect(try await printer.print(slip) == .printed) }
    #expect(jobs(on: plugged.paper) == [slip.bytes])
    #expect(try await printer.status() == PrinterStatus())
    let id = try await printer.deviceID()
    #expect(id?.hasPrefix("MFG:EPSON;") == true)
    await #expect {
      try await printer.print(try job("slip-1", "另一张"))
    } throws: { ($0 as? PrinterError)?.kind == .jobConflict }
    server.stop()
  }

  @Test("Jobs that are given at the same time come out whole, one after the other")
  func together() async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench()
    let slips = try (0..<8).map { try job("slip-\($0)", "第\($0)张") }
    let outcomes = try await withThrowingTaskGroup(of: PrintOutcome.self) { group in
      for slip in slips { group.addTask { try await printer.print(slip) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0 == .printed })
    #expect(Set(jobs(on: plugged.paper)) == Set(slips.map(\.bytes)))
    server.stop()
  }

  @Test(
    "A printer that is not ready gets nothing, the job waits with the reason, and then it is printed",
    arguments: ["paper out", "cover open", "offline", "cutter jammed"],
    [PrinterProfile.StatusSupport.realTimeAndOrdered, .none])
  func waits(_ trouble: String, _ status: PrinterProfile.StatusSupport) async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench(status: status)
    try plugged.perform(try #require(DeviceCommand(line: trouble)))
    let slip = try job("slip-1")
    let outcome = try await printer.print(slip)
    guard case .waiting(let reason) = outcome else {
      Issue.record("\(trouble): \(outcome)")
      return
    }
    #expect(!reason.isReady)
    if trouble == "paper out" { #expect(reason.paper == .out) }
    if trouble == "offline" { #expect(!reason.isOnline) }
    if status != .none {
      #expect(reason.isCoverOpen == (trouble == "cover open"))
      #expect(reason.hasCutterError == (trouble == "cutter jammed"))
    }
    for line in ["paper enough", "cover closed", "online", "cutter clear"] {
      try plugged.perform(try #require(DeviceCommand(line: line)))
    }
    #expect(try await printer.print(slip) == .printed)
    #expect(jobs(on: plugged.paper) == [slip.bytes])
    server.stop()
  }

  @Test("Pulled out, the printer is waited for; put in again, it prints")
  func unplugged() async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench()
    plugged.unplug()
    let slip = try job("slip-1")
    #expect(try await printer.print(slip) == .waiting(.offline))
    await #expect {
      try await printer.status()
    } throws: { ($0 as? PrinterError)?.kind == .unreachable }
    plugged.replug()
    try await plugged.attach(within: .seconds(60))
    #expect(try await printer.print(slip) == .printed)
    #expect(jobs(on: plugged.paper) == [slip.bytes])
    server.stop()
  }

  @Test("Pulled out in the middle of a slip, the slip is unconfirmed and never sent again")
  func pulled() async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench()
    let slip = try job("slip-1", String(repeating: "会员签名", count: 3000))
    try plugged.perform(.printer(.unplug(atBytes: 5000)))
    for _ in 0..<2 {
      let outcome = try await printer.print(slip)
      guard case .unconfirmed(let error) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(error.kind == .silent)
      if !plugged.isPluggedIn {
        plugged.replug()
        try await plugged.attach(within: .seconds(60))
      }
    }
    #expect(plugged.paper.count == 5000)
    server.stop()
  }

  @Test("Without paper in the middle of a slip, it is unconfirmed, and not sent again")
  func paperRunsOut() async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench(patience: .short)
    let slip = try job("slip-1", String(repeating: "会员签名", count: 3000))
    try plugged.perform(.printer(.runOut(atBytes: 5000)))
    for _ in 0..<2 {
      let outcome = try await printer.print(slip)
      guard case .unconfirmed(let error) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(error.kind == .silent)
    }
    #expect(plugged.paper.count == 5000)
    server.stop()
  }

  @Test("A printer that does not answer gets nothing")
  func silent() async throws {
    let (printer, plugged, server) = try await PrinterKernel.bench(patience: .short)
    try plugged.perform(.printer(.silence(true)))
    #expect(try await printer.print(try job("slip-1")) == .waiting(.offline))
    #expect(plugged.paper.isEmpty)
    server.stop()
  }

  @Test("Two printers and none named: nothing is printed, and both are told")
  func several() async throws {
    let (_, first, server) = try await PrinterKernel.bench()
    let second = try server.plug(VirtualPrinter())
    try await second.attach(within: .seconds(60))
    await #expect {
      try await USBPrinter().print(try job("slip-1"))
    } throws: { ($0 as? PrinterError)?.kind == .ambiguous }
    #expect(first.paper.isEmpty && second.paper.isEmpty)
    server.stop()
  }
}
