import Foundation
import Testing
import TestSupport

@testable import LaneService

@Suite("Events without loss")
struct EventRingTests {
  private func withRing(
    _ body: (_ path: String, _ ring: EventRing) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/events.log"
    try await body(path, EventRing(path: path))
  }

  @Test("Who was cut off gets what came in between, in order and once")
  func resumes() async throws {
    try await withRing { _, ring in
      for number in 1...5 { await ring.add("\"n\":\(number)") }
      let first = await ring.after(0).events
      let seen = first[first.startIndex + 1].id
      let rest = await ring.after(seen)
      #expect(rest.missing == nil)
      #expect(rest.events.map(\.json).map { $0.suffix(6) } == ["\"n\":3}", "\"n\":4}", "\"n\":5}"])
      #expect(await ring.after(ring.newest).events.isEmpty)
    }
  }

  @Test("A service that starts again goes on with its numbers and its events")
  func restarts() async throws {
    try await withRing { path, ring in
      for number in 1...3 { await ring.add("\"n\":\(number)") }
      let again = EventRing(path: path)
      #expect(await again.newest == ring.newest)
      #expect(await again.after(0).events == ring.after(0).events)
      await again.add("\"n\":4")
      #expect(await again.newest == ring.newest + 1)
    }
  }

  @Test("What is no longer kept is told as a gap")
  func gap() async throws {
    try await withRing { _, ring in
      await ring.add("\"n\":0")
      let first = await ring.newest
      for number in 1...EventRing.limit + 10 { await ring.add("\"n\":\(number)") }
      let (missing, events) = await ring.after(first)
      #expect(events.count == EventRing.limit)
      #expect(missing == (first + 1)...(events.first!.id - 1))
    }
  }

  @Test("Half a line, left by a crash, is passed over")
  func damaged() async throws {
    try await withRing { path, ring in
      await ring.add("\"n\":1")
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("17961".utf8))
      try file.close()
      #expect(await EventRing(path: path).newest == ring.newest)
    }
  }

  @Test("Who waits is woken by the next event, and by the end of the service")
  func waits() async throws {
    try await withRing { _, ring in
      let newest = await ring.newest
      async let woken: Void = ring.wait(after: newest)
      await ring.add("\"n\":1")
      await woken
      async let ended: Void = ring.wait(after: ring.newest)
      await ring.end()
      await ended
      #expect(await ring.hasEnded)
    }
  }
}
