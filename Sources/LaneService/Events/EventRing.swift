import Desk
import Foundation
import LinuxSystem

/// What happened at the lane, in order and numbered: kept for clients whose link broke.
///
/// The last ``limit`` events are kept in memory and on disk. A client that asks for more than that is told of the
/// gap. Numbers only grow, also over restarts: where the file is lost, they begin at the present moment.
actor EventRing {
  /// One event.
  struct Event: Sendable, Hashable {
    let id: Int
    /// One JSON object.
    let json: String
    /// The only client that is told of it, by its token's name; `nil` for one that everybody is told.
    var audience: String?

    /// Whether a client is told of it.
    func concerns(_ client: String) -> Bool { audience.map { $0 == client } ?? true }
  }

  /// How many events are kept.
  static let limit = 1000

  /// How often each error was answered.
  nonisolated let counts = ErrorCounts()
  /// How many events there were since the service began.
  private(set) var counted = 0

  private let path: String
  private var events: [Event] = []
  private var next: Int
  private var linesOnDisk = 0
  private var waiting: [UUID: AsyncStream<Void>.Continuation] = [:]
  private var isClosed = false

  /// Takes up the events in a file; a file that is not there, or is damaged, begins anew.
  init(path: String) {
    self.path = path
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    for line in (text ?? "").split(separator: "\n").suffix(Self.limit) {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let id = Int(parts[0]), id > events.last?.id ?? 0 else { continue }
      let json = String(parts[1])
      events.append(Event(id: id, json: json, audience: Self.audience(in: json)))
    }
    next = max((events.last?.id ?? 0) + 1, events.isEmpty ? Int(Date().timeIntervalSince1970) : 0)
    linesOnDisk = Self.limit
  }

  /// Adds an event and wakes whoever waits for one.
  ///
  /// - Parameters:
  ///   - fields: the fields of a JSON object, without its braces; with `for` where somebody alone is told.
  ///   - audience: the only client that is told of it; everybody where it is `nil`.
  func add(_ fields: String, for audience: String? = nil) {
    let event = Event(id: next, json: "{\"id\":\(next),\(fields)}", audience: audience)
    next += 1
    counted += 1
    events.append(event)
    if events.count > Self.limit { events.removeFirst(events.count - Self.limit) }
    write(event)
    for sleeper in waiting.values { sleeper.finish() }
  }

  /// The number of the newest event; 0 where there was none yet.
  var newest: Int { next - 1 }

  /// The events after a number, and the first that is missing before them where there is a gap.
  func after(_ id: Int) -> (missing: ClosedRange<Int>?, events: ArraySlice<Event>) {
    let first = events.firstIndex { $0.id > id } ?? events.endIndex
    let oldest = events.first?.id ?? next
    let missing = id < oldest - 1 && id > 0 ? (id + 1)...(oldest - 1) : nil
    return (missing, events[first...])
  }

  /// Waits until there is an event after a number, the service ends, or the caller gives up.
  func wait(after id: Int) async {
    guard next - 1 <= id, !isClosed, !Task.isCancelled else { return }
    let key = UUID()
    let (news, continuation) = AsyncStream.makeStream(of: Void.self)
    waiting[key] = continuation
    for await _ in news {}
    waiting[key] = nil
  }

  /// Whether the service is about to end.
  var hasEnded: Bool { isClosed }

  /// Wakes everybody for good: the service ends.
  func end() {
    isClosed = true
    for sleeper in waiting.values { sleeper.finish() }
  }

  /// Who an event says that it is for.
  private static func audience(in json: String) -> String? {
    guard json.contains("\"for\":") else { return nil }
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return object?["for"] as? String
  }

  /// Appends to the file; it is written anew when it holds twice what is kept. Events inform, they are no books:
  /// a disk that is full costs the memory of them, not the sale.
  private func write(_ event: Event) {
    linesOnDisk += 1
    if linesOnDisk > 2 * Self.limit || !FileManager.default.fileExists(atPath: path) {
      let text = events.map { "\($0.id) \($0.json)\n" }.joined()
      try? OwnerFile.write(Array(text.utf8), to: path)
      linesOnDisk = events.count
      return
    }
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    defer { try? file.close() }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data("\(event.id) \(event.json)\n".utf8))
  }
}
