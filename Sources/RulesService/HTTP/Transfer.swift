import CLibCurl
import Loyalty
import Synchronization

/// One request and its answer, through libcurl. Blocks the thread that runs it; any thread may stop it.
///
/// No redirect is followed, no cookie kept, nothing is unpacked: a packed answer is not asked for, so the
/// limit holds for what arrives. The answer is stopped while it arrives when it grows beyond its limit.
final class Transfer: Sendable {
  private struct State {
    var body: [UInt8] = []
    var isTooLarge = false
  }

  private let post: Post
  private let connection: Connection
  private let isStopped = Atomic(false)
  private let state = Mutex(State())

  init(_ post: Post, over connection: Connection) {
    self.post = post
    self.connection = connection
  }

  /// Has it end soon; nobody waits for it any more.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Sends the request and reads the answer.
  func run(on handle: CurlHandle) throws(RulesServiceError) -> Answer {
    handle.reset()
    configure(handle)
    var headers: UnsafeMutablePointer<curl_slist>?
    defer { unsafe curl_slist_free_all(headers) }
    for line in post.headers { unsafe headers = curl_slist_append(headers, line) }
    // An empty `Expect` keeps libcurl from waiting for a go-ahead before a large body.
    unsafe headers = curl_slist_append(headers, "Expect:")
    unsafe ccurl_set_headers(handle.pointer, headers)
    let result = withExtendedLifetime(self) {
      unsafe post.body.withUnsafeBufferPointer { body in
        handle.set(CURLOPT_POSTFIELDSIZE, body.count)
        unsafe ccurl_set_pointer(
          handle.pointer, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: body.baseAddress))
        return unsafe curl_easy_perform(handle.pointer)
      }
    }
    return try answer(result, of: handle)
  }

  private func configure(_ handle: CurlHandle) {
    handle.set(CURLOPT_URL, post.url)
    handle.set(CURLOPT_POST, 1)
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if !connection.isEncrypted { handle.set(CURLOPT_NOPROXY, "*") }
    let identity = connection.identity
    if let file = identity.authorities { handle.set(CURLOPT_CAINFO, file) }
    if let file = identity.certificate { handle.set(CURLOPT_SSLCERT, file) }
    if let file = identity.key { handle.set(CURLOPT_SSLKEY, file) }
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe ccurl_set_receiver(
      handle.pointer,
      { bytes, size, count, context in
        guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        return unsafe transfer.receive(chunk) ? size * count : 0
      }, context)
    unsafe ccurl_set_progress(
      handle.pointer,
      { context, _, _, _, _ in
        guard let context = unsafe context else { return 1 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.isStopped.load(ordering: .relaxed) ? 1 : 0
      }, context)
  }

  /// Takes a part of the answer; `false` to take no more.
  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      guard bytes.count <= connection.limit - state.body.count else {
        state.isTooLarge = true
        return false
      }
      unsafe state.body.append(contentsOf: bytes)
      return true
    }
  }

  private func answer(
    _ result: CURLcode, of handle: CurlHandle
  ) throws(RulesServiceError) -> Answer {
    let state = state.withLock { $0 }
    if state.isTooLarge {
      throw .answerTooLarge(host: connection.host, limit: connection.limit)
    }
    guard result == CURLE_OK else {
      let reason = unsafe String(cString: curl_easy_strerror(result))
      throw result.isAboutSettings
        ? .unusableSettings(field: "service.tls", value: reason)
        : .unreachable(host: connection.host, reason: reason)
    }
    return Answer(status: handle.status, type: handle.contentType, body: state.body)
  }
}

extension CURLcode {
  /// A certificate or key file of ours that cannot be used: another try would end the same way.
  fileprivate var isAboutSettings: Bool {
    self == CURLE_SSL_CERTPROBLEM || self == CURLE_SSL_CACERT_BADFILE
  }
}
