import HTTPTypes
import Hummingbird
import NIOCore

/// A file of the pages, as the service holds it.
struct Page: Sendable {
  let path: String
  let contentType: String
  let bytes: [UInt8]

  /// Every file of the pages.
  static let all: [Page] = [
    Page(path: "/till", contentType: html, bytes: PackageResources.till_html),
    Page(path: "/till.css", contentType: style, bytes: PackageResources.till_css),
    Page(path: "/till.js", contentType: script, bytes: PackageResources.till_js),
    Page(path: "/manager", contentType: html, bytes: PackageResources.manager_html),
    Page(path: "/manager.css", contentType: style, bytes: PackageResources.manager_css),
    Page(path: "/manager.js", contentType: script, bytes: PackageResources.manager_js),
    Page(path: "/page.css", contentType: style, bytes: PackageResources.page_css),
    Page(path: "/page.js", contentType: script, bytes: PackageResources.page_js),
    Page(path: "/words.js", contentType: script, bytes: PackageResources.words_js),
  ]

  private static let html = "text/html; charset=utf-8"
  private static let style = "text/css; charset=utf-8"
  private static let script = "text/javascript; charset=utf-8"

  /// The file. Nothing but our own files runs in a page, and nothing is fetched from elsewhere.
  var response: Response {
    var headers: HTTPFields = [.contentType: contentType, .cacheControl: "no-cache"]
    headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.referrerPolicy] = "no-referrer"
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
