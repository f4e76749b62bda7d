import CardReaders
import Foundation
import MagneticStripe
import Testing

@testable import LaneService

@Suite("Who has claimed a reader")
struct ReaderGatesTests {
  private let start = ContinuousClock.now
  private let limit = ReaderGates.idleLimit

  private func swipe(_ reader: String = "R", after seconds: Int = 1) -> CardEvent {
    CardEvent(
      .swipe(KeyboardWedgeText.read(";9156880012345672=2612101?")), reader: reader, kind: .wedge,
      time: Date(timeIntervalSince1970: 0), arrival: start + .seconds(seconds))
  }

  private func claimed() async throws -> ReaderGates {
    let gates = ReaderGates()
    #expect(try await gates.claim("R", by: "till-1", at: start))
    var settings = ReaderSettings()
    settings.isEnabled = true
    #expect(try await gates.set(settings, of: "R", by: "till-1").isEmpty)
    return gates
  }

  @Test("A reader that nobody has claimed is everybody's; one that is claimed is its owner's")
  func owner() async throws {
    let gates = try await claimed()
    #expect(await gates.receive(swipe("other")) == nil)
    let waiting = try #require(await gates.receive(swipe()))
    #expect(waiting.owner == "till-1" && waiting.events.isEmpty)
    #expect(await gates.claim(on: "R")?.dataCount == 1)
    #expect(try await !gates.claim("R", by: "till-1", at: start))
    await #expect(throws: GateError.self) { try await gates.claim("R", by: "till-2", at: start) }
    await #expect(throws: GateError.self) {
      try await gates.set(ReaderSettings(), of: "R", by: "till-2")
    }
    await #expect(throws: GateError.self) {
      try await gates.release("R", by: "till-2", isManager: false, at: start)
    }
    #expect(try await gates.release("R", by: "boss", isManager: true, at: start) == "till-1")
    #expect(await gates.receive(swipe()) == nil)
  }

  @Test("DataEventEnabled lets one event through; AutoDisable stops the reader after it")
  func oneAtATime() async throws {
    let gates = try await claimed()
    var settings = ReaderSettings()
    settings.isDataEventEnabled = true
    settings.autoDisables = true
    #expect(try await gates.set(settings, of: "R", by: "till-1").isEmpty)
    #expect(await gates.receive(swipe())?.events == [.data(swipe())])
    let claim = try #require(await gates.claim(on: "R"))
    #expect(!claim.isDataEventEnabled && !claim.isEnabled)
    #expect(await gates.receive(swipe(after: 2))?.events.isEmpty == true)
    #expect(await gates.claim(on: "R")?.dataCount == 0)
  }

  @Test("What waited is given when it is asked for, and dropped when the owner says so")
  func waiting() async throws {
    let gates = try await claimed()
    _ = await gates.receive(swipe())
    _ = await gates.receive(swipe(after: 2))
    var settings = ReaderSettings()
    settings.isDataEventEnabled = true
    #expect(try await gates.set(settings, of: "R", by: "till-1") == [.data(swipe())])
    settings.clearsInput = true
    #expect(try await gates.set(settings, of: "R", by: "till-1").isEmpty)
  }

  @Test("A claim ends with its owner: silent too long, or without a token")
  func ends() async throws {
    var gates = try await claimed()
    #expect(await gates.lapse(at: start + limit).isEmpty)
    let lapse = ReaderGates.Lapse(reader: "R", owner: "till-1")
    #expect(await gates.lapse(at: start + limit + .seconds(1)) == [lapse])
    #expect(await gates.claim(on: "R") == nil)

    gates = try await claimed()
    await gates.hear("till-1", at: start + .seconds(30))
    #expect(await gates.lapse(at: start + limit + .seconds(1)).isEmpty)
    #expect(await gates.lapse(at: start + .seconds(1), among: ["till-1"]).isEmpty)
    #expect(await gates.lapse(at: start + .seconds(1), among: ["till-2"]) == [lapse])
  }

  @Test("Who listens to events is there, and is missed from when the stream broke")
  func listens() async throws {
    let gates = try await claimed()
    let later = start + limit + limit
    await gates.beginListening("till-1")
    await gates.beginListening("till-1")
    #expect(await gates.lapse(at: later).isEmpty)
    await gates.endListening("till-1", at: later)
    #expect(await gates.lapse(at: later + limit + .seconds(1)).isEmpty)
    await gates.endListening("till-1", at: later)
    #expect(await gates.lapse(at: later + limit).isEmpty)
    #expect(await gates.lapse(at: later + limit + .seconds(1)).count == 1)
  }
}
