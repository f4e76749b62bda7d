import CLibCurl

/// One of libcurl's handles, with the connections that it keeps open. Used by one thread at a time.
@safe final class CurlHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// Makes a handle; `nil` where libcurl has none to give.
  init?() {
    guard Self.isLibraryReady, let pointer = unsafe curl_easy_init() else { return nil }
    unsafe self.pointer = pointer
  }

  deinit { unsafe curl_easy_cleanup(pointer) }

  /// Forgets all settings; connections stay open.
  func reset() { unsafe curl_easy_reset(pointer) }

  func set(_ option: CURLoption, _ value: Int) {
    unsafe require(ccurl_set_number(pointer, option, value))
  }

  /// Sets a text, which libcurl copies.
  func set(_ option: CURLoption, _ value: String) {
    unsafe require(ccurl_set_text(pointer, option, value))
  }

  /// The HTTP status of the last answer; 0 if there was none.
  var status: Int { unsafe ccurl_status(pointer) }

  /// The media type of the last answer; empty if none was named.
  var contentType: String {
    unsafe ccurl_content_type(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  /// Every option that is used here is known to every libcurl that has TLS; one that is refused would
  /// leave a safeguard off.
  private func require(_ code: CURLcode) {
    precondition(code == CURLE_OK, "libcurl refuses an option: \(code.rawValue)")
  }

  /// Initialised once, before any thread uses it.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
