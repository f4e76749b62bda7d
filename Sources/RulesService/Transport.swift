import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends requests through Foundation's `URLSession`, follows no redirect, keeps no cookie and no cache,
/// and stops an answer that grows beyond its limit while it arrives.
final class Transport: Sendable {
  private let session: URLSession
  private let receiver: Receiver

  /// Makes a transport for answers of at most `limit` bytes.
  ///
  /// - Parameter isEncrypted: whether requests are encrypted up to the service. What is not may pass no proxy
  ///   on its way: the proxy would read the member's data.
  init(limit: Int, host: String, isEncrypted: Bool) {
    if !isEncrypted { Environment.passProxiesBy(for: host) }
    let settings = URLSessionConfiguration.ephemeral
    settings.httpCookieStorage = nil
    settings.urlCache = nil
    receiver = Receiver(limit: limit, host: host)
    session = URLSession(configuration: settings, delegate: receiver, delegateQueue: nil)
  }

  /// Lets the session go; it holds its delegate until then.
  func close() { session.invalidateAndCancel() }

  /// Sends a request once.
  func send(_ request: URLRequest, in exchange: Exchange) async throws -> Answer {
    try await exchange.attempt {
      let task = session.dataTask(with: request)
      receiver.expect(task.taskIdentifier, for: exchange)
      task.resume()
      return { task.cancel() }
    }
  }
}

/// The environment as far as the library under `URLSession` reads it; it offers no other way to be told.
private enum Environment {
  private static let lock = Mutex(())

  /// Adds a host to those that are reached without a proxy (`no_proxy`).
  static func passProxiesBy(for host: String) {
    lock.withLock { _ in
      let known = ProcessInfo.processInfo.environment
      let list = known["no_proxy"] ?? known["NO_PROXY"] ?? ""
      let hosts = list.split(separator: ",").map { $0.filter { $0 != " " } }
      guard !hosts.contains(host), !hosts.contains("*") else { return }
      unsafe setenv("no_proxy", (hosts + [host]).joined(separator: ","), 1)
    }
  }
}

/// Collects the answers of a session's tasks.
private final class Receiver: NSObject, URLSessionDataDelegate, Sendable {
  private struct Arriving {
    var exchange: Exchange
    var status = 0
    var body: [UInt8] = []
  }

  private let limit: Int
  private let host: String
  private let arriving = Mutex<[Int: Arriving]>([:])

  init(limit: Int, host: String) {
    self.limit = limit
    self.host = host
  }

  func expect(_ task: Int, for exchange: Exchange) {
    arriving.withLock { $0[task] = Arriving(exchange: exchange) }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    arriving.withLock { $0[dataTask.taskIdentifier]?.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let id = dataTask.taskIdentifier
    let tooLarge = arriving.withLock { arriving -> Exchange? in
      guard let count = arriving[id]?.body.count else { return nil }
      if data.count > limit - count { return arriving.removeValue(forKey: id)?.exchange }
      arriving[id]?.body.append(contentsOf: data)
      return nil
    }
    guard let tooLarge else { return }
    dataTask.cancel()
    tooLarge.finish(.failure(RulesServiceError.answerTooLarge(host: host, limit: limit)))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let done = arriving.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else {
      return
    }
    if let error {
      done.exchange.finish(
        .failure(
          RulesServiceError.unreachable(host: host, reason: error.localizedDescription)))
    } else {
      let status = (task.response as? HTTPURLResponse)?.statusCode ?? done.status
      done.exchange.finish(.success(Answer(status: status, body: done.body)))
    }
  }
}
