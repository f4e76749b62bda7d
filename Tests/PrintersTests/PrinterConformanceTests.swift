import Foundation
import Printers
import Receipts
import Testing
import Wording

/// A printer under test and what came out of it.
struct Bench: Sendable, CustomTestStringConvertible {
  var name: String
  /// Whether it can prove that a job is on paper.
  var proves = true
  var make: @Sendable () async throws -> Made

  typealias Made = (printer: any Printer, paper: @Sendable () throws -> [[UInt8]])

  var testDescription: String { name }

  static let all = [
    Bench(name: "FilePrinter") {
      let folder = try temporaryFolder()
      return (
        FilePrinter(folder: folder.path),
        {
          try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
        }
      )
    },
    Bench(name: "NetworkPrinter with ordered answers") { try network(.realTimeAndOrdered) },
    Bench(name: "NetworkPrinter with real-time answers") { try network(.realTime) },
    Bench(name: "NetworkPrinter of a printer that tells nothing", proves: false) {
      try network(.none)
    },
    Bench(name: "DevicePrinter on a serial line") { try serial(.realTimeAndOrdered) },
    Bench(name: "DevicePrinter of a pipe", proves: false) { try pipe() },
  ]

  /// Printers that a real kernel has attached.
  static let usb = [
    Bench(name: "USBPrinter with ordered answers") { try await usb(.realTimeAndOrdered) },
    Bench(name: "USBPrinter with real-time answers") { try await usb(.realTime) },
    Bench(name: "USBPrinter without a way back") { try await usb(.none, hasInput: false) },
  ]

  private static func usb(
    _ status: PrinterProfile.StatusSupport, hasInput: Bool = true
  ) async throws -> Made {
    let (printer, plugged, server) = try await PrinterKernel.bench(
      status: status, hasInput: hasInput)
    // Held as long as the paper is looked at: without the server the cable is pulled.
    let cable = Cable(server)
    return (printer, { withExtendedLifetime(cable) { jobs(on: plugged.paper) } })
  }

  /// A printer on the other side of a pseudo-terminal.
  private static func serial(_ status: PrinterProfile.StatusSupport) throws -> Made {
    let fake = try FakePrinter(.ready, on: .terminal)
    let printer = DevicePrinter(
      .serial(SerialAddress(path: fake.path, baud: 115_200)),
      profile: PrinterProfile(name: "test", status: status), patience: .test)
    return (printer, { jobs(on: fake.paper) })
  }

  /// A printer that reads a named pipe.
  private static func pipe() throws -> Made {
    let fake = try FakePrinter(.ready, on: .pipe)
    let printer = DevicePrinter(.device(path: fake.path), patience: .test)
    return (printer, { jobs(on: fake.paper) })
  }

  private static func network(
    _ status: PrinterProfile.StatusSupport
  ) throws -> Made {
    let fake = try FakePrinter()
    let printer = NetworkPrinter(
      NetworkAddress(host: "127.0.0.1", port: fake.port),
      profile: PrinterProfile(name: "test", status: status), patience: .test)
    return (
      printer,
      { jobs(on: fake.paper) }
    )
  }
}

/// The jobs on a strip of paper: each begins with a reset.
func jobs(on paper: [UInt8]) -> [[UInt8]] {
  var jobs: [[UInt8]] = []
  // The command that silences automatic status is not part of a job.
  let quiet: [UInt8] = [0x1D, 0x61, 0x00]
  var index = 0
  while index < paper.count {
    if paper[index...].starts(with: quiet) {
      index += quiet.count
      continue
    }
    if paper[index...].starts(with: [0x1B, 0x40]) { jobs.append([]) }
    if !jobs.isEmpty { jobs[jobs.count - 1].append(paper[index]) }
    index += 1
  }
  return jobs
}

func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "printers-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

extension NetworkPrinter.Patience {
  /// Short where a test waits for nothing to come, long enough for a busy machine.
  static let test = Self(
    connecting: .seconds(10), status: .seconds(10), printing: .seconds(10))
  /// For tests in which an answer never comes.
  static let short = Self(
    connecting: .seconds(10), status: .milliseconds(200), printing: .milliseconds(200))
}

func job(_ id: String, _ text: String = "会员签名") throws -> PrintJob {
  try PrintJob(
    id: try #require(PrintJob.ID(id)),
    receipt: Receipt(number: id, language: .simplifiedChinese, lines: [.text(text), .cut]),
    profile: .chinese80)
}

@Suite("Every printer")
struct PrinterConformanceTests {
  @Test("A job that is answered is printed, byte for byte", arguments: Bench.all)
  func prints(_ bench: Bench) async throws { try await bench.prints() }

  @Test("The same job twice is on paper once", arguments: Bench.all)
  func once(_ bench: Bench) async throws { try await bench.printsOnce() }

  @Test(
    "An id that was used for another slip is a conflict, and nothing is printed",
    arguments: Bench.all)
  func conflict(_ bench: Bench) async throws { try await bench.refusesAnotherSlip() }

  @Test(
    "Jobs that are given at the same time come out whole, one after the other", arguments: Bench.all
  )
  func together(_ bench: Bench) async throws { try await bench.printsTogether() }

  @Test("A printer that is well says so", arguments: Bench.all)
  func ready(_ bench: Bench) async throws { try await bench.isReady() }
}

/// The same of printers on USB; see `scripts/kernel`.
@Suite(
  "Every USB printer, on a real kernel", .serialized, .enabled(if: PrinterKernel.isHere),
  .timeLimit(.minutes(20)))
struct PrinterConformanceKernelTests {
  @Test("A job that is answered is printed, byte for byte", arguments: Bench.usb)
  func prints(_ bench: Bench) async throws { try await bench.prints() }

  @Test("The same job twice is on paper once", arguments: Bench.usb)
  func once(_ bench: Bench) async throws { try await bench.printsOnce() }

  @Test(
    "An id that was used for another slip is a conflict, and nothing is printed",
    arguments: Bench.usb)
  func conflict(_ bench: Bench) async throws { try await bench.refusesAnotherSlip() }

  @Test(
    "Jobs that are given at the same time come out whole, one after the other", arguments: Bench.usb
  )
  func together(_ bench: Bench) async throws { try await bench.printsTogether() }

  @Test("A printer that is well says so", arguments: Bench.usb)
  func ready(_ bench: Bench) async throws { try await bench.isReady() }
}
