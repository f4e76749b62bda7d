import Printers
import Receipts
import Testing
import Wording

@Suite("Network printer")
struct NetworkPrinterTests {
  private func printer(
    _ fake: FakePrinter, status: PrinterProfile.StatusSupport = .realTimeAndOrdered,
    patience: NetworkPrinter.Patience = .test
  ) -> NetworkPrinter {
    NetworkPrinter(
      NetworkAddress(host: "127.0.0.1", port: fake.port),
      profile: PrinterProfile(name: "test", status: status), patience: patience)
  }

  @Test("Without paper nothing is sent and the job waits")
  func paperOut() async throws {
    let fake = try FakePrinter(.paperOut)
    let outcome = try await printer(fake).print(job("slip-1"))
    guard case .waiting(let status) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(status.paper == .out)
    #expect(!status.isOnline)
    #expect(fake.paper.isEmpty)
  }

  @Test("With the cover open nothing is sent; once it is closed the same job prints")
  func coverOpen() async throws {
    let fake = try FakePrinter(.coverOpen)
    let printer = printer(fake)
    let slip = try job("slip-1")
    let first = try await printer.print(slip)
    #expect(first == .waiting(PrinterStatus(isOnline: false, isCoverOpen: true)))
    #expect(fake.paper.isEmpty)
    fake.behave(.ready)
    #expect(try await printer.print(slip) == .printed)
    #expect(jobs(on: fake.paper) == [slip.bytes])
  }

  @Test(
    "The link dies before the answer: unconfirmed, and never sent again", arguments: [1, 10, 25])
  func linkDies(after bytes: Int) async throws {
    let fake = try FakePrinter(.init(diesAfter: bytes))
    let printer = printer(fake)
    let slip = try job("slip-1")
    let first = try await printer.print(slip)
    guard case .unconfirmed(let error) = first else {
      Issue.record("\(first)")
      return
    }
    #expect(error.kind == .silent)
    #expect(error.nature == .device)
    fake.behave(.ready)
    let printed = fake.paper
    #expect(try await printer.print(slip) == first)
    #expect(fake.paper == printed)
    #expect(fake.connections == 1)
  }

  @Test("A printer that stays silent after the last byte leaves the job unconfirmed")
  func silent() async throws {
    let fake = try FakePrinter(.init(paper: nil))
    let outcome = try await printer(fake, patience: .short).print(job("slip-1"))
    guard case .unconfirmed = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("Paper that ran out while printing leaves the job unconfirmed")
  func runsOut() async throws {
    let fake = try FakePrinter(.init(paper: 0x0C))
    let outcome = try await printer(fake).print(job("slip-1"))
    guard case .unconfirmed = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("A printer that does not answer the question about its status gets nothing")
  func deaf() async throws {
    let fake = try FakePrinter(.init(answers: false))
    let printer = printer(fake, patience: .short)
    #expect(try await printer.print(job("slip-1")) == .waiting(.offline))
    #expect(fake.paper.isEmpty)
    await #expect {
      try await printer.status()
    } throws: { ($0 as? PrinterError)?.kind == .unreachable }
  }

  @Test(
    "Old answers, automatic status and XON in the pipe never shift the answers",
    arguments: [
      [0x12], [0x12, 0x12], [0x14, 0x00, 0x00, 0x0F], [0x11], [0x72],
      [0x12, 0x14, 0x00, 0x0C, 0x0F, 0x11],
    ] as [[UInt8]])
  func chatter(_ bytes: [UInt8]) async throws {
    // As long as a busy machine may need to hand the first bytes over.
    var patience = NetworkPrinter.Patience.test
    patience.quiet = .seconds(1)
    let fake = try FakePrinter(.init(chatter: bytes))
    let slip = try job("slip-1")
    #expect(try await printer(fake, patience: patience).print(slip) == .printed)
    #expect(jobs(on: fake.paper) == [slip.bytes])
    // The cause is told by the third answer of four: a shift would show.
    fake.behave(.init(status: [1: 0x1E, 2: 0x52, 3: 0x1A, 4: 0x12], chatter: bytes))
    #expect(
      try await printer(fake, patience: patience).print(job("slip-2"))
        == .waiting(PrinterStatus(isOnline: false, hasCutterError: true, isDrawerPinHigh: true)))
  }

  @Test(
    "Off line for a reason, the reason is told",
    arguments: [
      ([0x16, 0x12, 0x12, 0x72], PrinterStatus(paper: .out, isDrawerPinHigh: true)),
      (
        [0x1E, 0x32, 0x12, 0x7E], PrinterStatus(isOnline: false, paper: .out, isDrawerPinHigh: true)
      ),
      ([0x1A, 0x32, 0x12, 0x12], PrinterStatus(isOnline: false, paper: .out)),
      (
        [0x1E, 0x16, 0x12, 0x12],
        PrinterStatus(isOnline: false, isCoverOpen: true, isDrawerPinHigh: true)
      ),
      ([0x3A, 0x1A, 0x12, 0x12], PrinterStatus(isOnline: false)),
    ] as [([UInt8], PrinterStatus)])
  func causes(_ answers: [UInt8], _ expected: PrinterStatus) async throws {
    let status = Dictionary(uniqueKeysWithValues: zip(UInt8(1)..., answers))
    let fake = try FakePrinter(.init(status: status))
    #expect(try await printer(fake).print(job("slip-1")) == .waiting(expected))
    #expect(fake.paper.isEmpty)
  }

  @Test("A roll that is nearly at its end lets the slip through")
  func nearEnd() async throws {
    let fake = try FakePrinter(.init(status: [1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E], paper: 0x03))
    #expect(try await printer(fake).status().paper == .nearEnd)
    #expect(try await printer(fake).print(job("slip-1")) == .printed)
  }

  @Test("A printer that answers garbage, or one answer too many each time, gets nothing")
  func garbage() async throws {
    for status: [UInt8: UInt8] in [[1: 0xFF, 2: 0x00, 3: 0x91, 4: 0x13]] {
      let fake = try FakePrinter(.init(status: status))
      #expect(try await printer(fake, patience: .short).print(job("slip-1")) == .waiting(.offline))
      #expect(fake.paper.isEmpty)
    }
  }

  @Test("A printer that tells nothing can be used, and its slip is not said to be printed")
  func tellsNothing() async throws {
    let fake = try FakePrinter(.init(answers: false))
    let slip = try job("slip-1")
    let printer = printer(fake, status: .none)
    for _ in 0..<2 {
      guard case .unconfirmed(let error) = try await printer.print(slip) else {
        Issue.record("printed without proof")
        return
      }
      #expect(error.kind == .unproven)
    }
  }

  @Test("A printer that is not there: the job waits, the status says why in three languages")
  func absent() async throws {
    // The port was ours a moment ago and has no listener any more.
    var fake: FakePrinter? = try FakePrinter()
    let port = try #require(fake?.port)
    fake = nil
    let printer = NetworkPrinter(
      NetworkAddress(host: "127.0.0.1", port: port), patience: .test)
    #expect(try await printer.print(job("slip-1")) == .waiting(.offline))
    await #expect {
      try await printer.status()
    } throws: { error in
      guard let error = error as? PrinterError else { return false }
      return error.kind == .unreachable
        && Language.allCases.allSatisfy { error.message[$0].contains("127.0.0.1") }
    }
  }

  @Test(
    "An address is a host with or without a port",
    arguments: [
      ("192.0.2.10", "192.0.2.10:9100"), ("printer.local:9101", "printer.local:9101"),
      ("[2001:db8::1]", "[2001:db8::1]:9100"), ("[2001:db8::1]:9102", "[2001:db8::1]:9102"),
    ])
  func address(_ text: String, _ expected: String) throws {
    #expect(try NetworkAddress(text).description == expected)
  }

  @Test(
    "What is no address is refused",
    arguments: [
      "", ":9100", "host:", "host:0", "host:65536", "host:x", "a b", "[::1", "[::1]x",
      "2001:db8::1",
    ])
  func badAddress(_ text: String) {
    #expect { try NetworkAddress(text) } throws: { ($0 as? PrinterError)?.kind == .badAddress }
  }
}
