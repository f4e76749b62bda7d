import Foundation
import Printers
import Receipts
import Testing
import Wording

@Suite("Print queue")
struct PrintQueueTests {
  private func queue(_ fake: FakePrinter) -> PrintQueue {
    PrintQueue(
      NetworkPrinter(
        NetworkAddress(host: "127.0.0.1", port: fake.port),
        profile: PrinterProfile(name: "test"), patience: .test))
  }

  @Test("Jobs wait without paper, nothing is lost, and they come out in their order")
  func waits() async throws {
    let fake = try FakePrinter(.paperOut)
    let queue = queue(fake)
    let slips = try (1...3).map { try job("slip-\($0)", "第\($0)张") }
    for slip in slips { try await queue.submit(slip) }
    #expect(fake.paper.isEmpty)
    #expect(await queue.jobs.map(\.job) == slips)
    fake.behave(.ready)
    await queue.resume()
    #expect(await queue.jobs.allSatisfy { $0.state == .printed })
    #expect(jobs(on: fake.paper) == slips.map(\.bytes))
  }

  @Test("An unconfirmed job is left to a person and does not hold up the next one")
  func unconfirmed() async throws {
    let fake = try FakePrinter(.init(paper: nil, diesAfter: 12))
    let queue = queue(fake)
    let first = try job("slip-1")
    try await queue.submit(first)
    guard case .unconfirmed = await queue.state(of: first.id) else {
      Issue.record("\(String(describing: await queue.state(of: first.id)))")
      return
    }
    fake.behave(.ready)
    let second = try job("slip-2", "第二张")
    #expect(try await queue.submit(second) == .printed)
    await queue.resume()
    #expect(jobs(on: fake.paper).filter { $0 == second.bytes }.count == 1)
    #expect(jobs(on: fake.paper).filter { $0 == first.bytes }.isEmpty)
    #expect(await queue.remove(first.id))
    #expect(await queue.jobs.map(\.id) == [second.id])
  }

  @Test("The same job twice changes nothing; the same id for another slip is a conflict")
  func twice() async throws {
    let fake = try FakePrinter()
    let queue = queue(fake)
    let slip = try job("slip-1")
    #expect(try await queue.submit(slip) == .printed)
    #expect(try await queue.submit(slip) == .printed)
    #expect(jobs(on: fake.paper) == [slip.bytes])
    let other = try job("slip-1", "另一张")
    await #expect {
      try await queue.submit(other)
    } throws: { ($0 as? PrinterError)?.kind == .jobConflict }
  }

  @Test("A job that cannot be sent at all fails with its reason")
  func fails() async throws {
    let queue = PrintQueue(FilePrinter(folder: "/nonexistent/folder"))
    let slip = try job("slip-1")
    guard case .failed(let error) = try await queue.submit(slip) else {
      Issue.record("not failed")
      return
    }
    #expect(error.kind == .fileNotWritten)
    #expect(error.printer.hasSuffix("slip-1.bin"))
  }
}

@Suite("Files and ids of print jobs")
struct PrintJobTests {
  @Test("A file printer leaves no half-written files behind")
  func whole() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let printer = FilePrinter(folder: folder.path)
    for index in 0..<5 { _ = try await printer.print(job("slip-\(index)")) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == (0..<5).map { "slip-\($0).bin" })
  }

  @Test("A folder that cannot be written is a printer off line")
  func missing() async throws {
    #expect(try await !FilePrinter(folder: "/nonexistent/folder").status().isReady)
  }

  @Test(
    "Each copy and each reprint of a receipt is a job of its own, whatever its number contains",
    arguments: ["L1-20261122-0007", "../../etc/passwd", "单号 1", "a_b", "", ".hidden"])
  func ids(_ number: String) throws {
    let receipt = Receipt(number: number, language: .simplifiedChinese, lines: [])
    let ids = [
      receipt, receipt.copy(for: .customer), receipt.reprinted(1),
      receipt.copy(for: .customer).reprinted(2),
    ].map { PrintJob.ID(receipt: $0) }
    #expect(Set(ids).count == 4)
    for id in ids {
      #expect(PrintJob.ID(id.text) == id)
      #expect(!id.text.contains("/"))
    }
  }

  @Test(
    "An id that could leave the folder is refused",
    arguments: ["", ".", "..", "a/b", "a b", "\u{0}", "é"])
  func refused(_ text: String) {
    #expect(PrintJob.ID(text) == nil)
  }
}
