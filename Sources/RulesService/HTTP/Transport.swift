import LinuxSystem
import Loyalty
import Synchronization

/// A sale on its way to a service.
struct Post: Sendable {
  var url: String
  /// Header lines, `Name: value`.
  var headers: [String]
  var body: [UInt8]
}

/// How a service is reached, whatever is asked.
struct Connection: Sendable {
  /// For messages.
  var host: String
  /// The largest answer in bytes, as it arrives.
  var limit: Int
  /// Whether requests are encrypted up to the service. What is not may pass no proxy on its way: the
  /// proxy would read the member's data.
  var isEncrypted: Bool
  /// PEM files by which the two sides prove who they are; the system's authorities where none is named.
  var identity = TLSIdentity()
}

/// Sends requests through libcurl, each on a thread of ours, and keeps a few connections open for the next.
final class Transport: Sendable {
  private let connection: Connection
  private let idle = Mutex<[CurlHandle]>([])

  init(_ connection: Connection) { self.connection = connection }

  /// Sends a request once.
  func send(_ post: Post, in exchange: Exchange) async throws -> Answer {
    try await exchange.attempt {
      let transfer = Transfer(post, over: connection)
      do throws(ThreadError) {
        try OwnedThread(name: "rules service") { [self] in
          exchange.finish(Result { try perform(transfer) })
        }.detach()
      } catch {
        exchange.finish(
          .failure(RulesServiceError.unreachable(host: connection.host, reason: "pthread_create")))
      }
      return { transfer.stop() }
    }
  }

  private func perform(_ transfer: Transfer) throws(RulesServiceError) -> Answer {
    guard let handle = idle.withLock({ $0.popLast() }) ?? CurlHandle() else {
      throw .unreachable(host: connection.host, reason: "libcurl")
    }
    defer { idle.withLock { if $0.count < Self.kept { $0.append(handle) } } }
    return try transfer.run(on: handle)
  }

  /// As many connections as a till needs at once.
  private static let kept = 4
}
