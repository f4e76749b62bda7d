import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// The lane's events as server-sent events (HTML Standard, 9.2), or as one batch of JSON for clients that can do no
/// better than ask.
struct EventStream: Sendable {
  private let ring: EventRing

  init(_ ring: EventRing) { self.ring = ring }

  /// The longest wait of a long poll, in seconds.
  static let longestWait = 60.0

  func response(_ received: Received) async throws -> Response {
    let given = received.request.headers[.lastEventID] ?? received.query("after")
    let newest = await ring.newest
    // Who names no event hears what happens from now on.
    let after = given.flatMap { Int($0) } ?? newest
    if received.request.headers[.accept]?.contains("text/event-stream") == true {
      return stream(after: after)
    }
    return await batch(after: after, seconds: received.query("wait").flatMap { Double($0) } ?? 0)
  }

  /// `{"newest":…,"missing":{"from":…,"to":…},"events":[…]}`.
  private func batch(after: Int, seconds: Double) async -> Response {
    let wait = min(max(0, seconds), Self.longestWait)
    if wait > 0 {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await ring.wait(after: after) }
        group.addTask { try? await Task.sleep(for: .seconds(wait)) }
        await group.next()
        group.cancelAll()
      }
    }
    let (missing, events) = await ring.after(after)
    let gap = missing.map { ",\"missing\":{\"from\":\($0.lowerBound),\"to\":\($0.upperBound)}" }
    let list = events.map(\.json).joined(separator: ",")
    let newest = events.last?.id ?? after
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(
        byteBuffer: ByteBuffer(
          string: "{\"newest\":\(newest)\(gap ?? ""),\"events\":[\(list)]}")))
  }

  private func stream(after first: Int) -> Response {
    let ring = ring
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .init { writer in
        var after = first
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        while await !ring.hasEnded {
          let (missing, events) = await ring.after(after)
          var text = ""
          if let missing {
            text +=
              "event: gap\ndata: {\"event\":\"gap\",\"from\":\(missing.lowerBound),"
              + "\"to\":\(missing.upperBound)}\n\n"
          }
          for event in events { text += "id: \(event.id)\ndata: \(event.json)\n\n" }
          after = events.last?.id ?? after
          // A comment now and then shows both sides that the link is there.
          try await writer.write(ByteBuffer(string: text.isEmpty ? ": still here\n\n" : text))
          await withTaskGroup(of: Void.self) { group in
            group.addTask { [after] in await ring.wait(after: after) }
            group.addTask { try? await Task.sleep(for: .seconds(15)) }
            await group.next()
            group.cancelAll()
          }
        }
        try await writer.finish(nil)
      })
  }
}
