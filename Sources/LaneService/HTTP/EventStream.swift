import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// The lane's events as server-sent events (HTML Standard, 9.2), or as one batch of JSON for clients that can do no
/// better than ask.
struct EventStream: Sendable {
  private let ring: EventRing
  private let gates: ReaderGates

  init(_ ring: EventRing, _ gates: ReaderGates) {
    self.ring = ring
    self.gates = gates
  }

  /// The longest wait of a long poll, in seconds.
  static let longestWait = 60.0

  func response(_ received: Received) async throws -> Response {
    let given = received.request.headers[.lastEventID] ?? received.query("after")
    let newest = await ring.newest
    // Who names no event hears what happens from now on.
    let after = given.flatMap { Int($0) } ?? newest
    if received.request.headers[.accept]?.contains("text/event-stream") == true {
      return stream(after: after, for: received.context.client)
    }
    return await batch(
      after: after, for: received.context.client,
      seconds: received.query("wait").flatMap { Double($0) } ?? 0)
  }

  /// `{"newest":…,"missing":{"from":…,"to":…},"events":[…]}`.
  private func batch(after: Int, for client: String, seconds: Double) async -> Response {
    let wait = min(max(0, seconds), Self.longestWait)
    if wait > 0 {
      await gates.beginListening(client)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await ring.wait(after: after) }
        group.addTask { try? await Task.sleep(for: .seconds(wait)) }
        await group.next()
        group.cancelAll()
      }
      await gates.endListening(client, at: .now)
    }
    let (missing, events) = await ring.after(after)
    let gap = missing.map { ",\"missing\":{\"from\":\($0.lowerBound),\"to\":\($0.upperBound)}" }
    let list = events.filter { $0.concerns(client) }.map(\.json).joined(separator: ",")
    let newest = events.last?.id ?? after
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(
        byteBuffer: ByteBuffer(
          string: "{\"newest\":\(newest)\(gap ?? ""),\"events\":[\(list)]}")))
  }

  private func stream(after first: Int, for client: String) -> Response {
    let (ring, gates) = (ring, gates)
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .init { writer in
        await gates.beginListening(client)
        defer { Task { await gates.endListening(client, at: .now) } }
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
          for event in events where event.concerns(client) {
            text += "id: \(event.id)\ndata: \(event.json)\n\n"
          }
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
