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

  @Test("Automatic status that nobody asked for is passed over")
  func chatter() async throws {
    let fake = try FakePrinter(.init(chatter: [0x10, 0x00, 0x00, 0x00]))
    let slip = try job("slip-1")
    #expect(try await printer(fake).print(slip) == .printed)
    #expect(jobs(on: fake.paper) == [slip.bytes])
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
