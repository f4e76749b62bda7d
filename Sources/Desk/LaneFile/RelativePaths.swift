import Documents
import Printers
import Receipts
import SecureModule
import Wording

/// Paths in a lane file: relative ones are relative to the file, wherever the command was started.
struct RelativePaths {
  /// The file's folder with its stroke; empty for the current one.
  private let folder: String

  init(to file: String) {
    folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }

  /// A path as commands take it.
  func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + path
  }

  /// The file that a value names; what is an address, such as `postgres://…`, stays as it is.
  func file(_ value: Value) -> Placed<String>? {
    value.placed { value in
      value.pathText().map { $0.contains("://") ? $0 : resolved($0) }
    }
  }

  /// A key file, or the URI of a device whose own files are resolved.
  func keys(_ value: Value) -> Placed<String>? {
    value.placed { value in
      guard let text = value.pathText() else { return nil }
      do throws(KeyURIError) {
        if text.hasPrefix(SAMURI.scheme) {
          let uri = resolvedAttribute("pairing", in: text)
          _ = try SAMURI(uri)
          return uri
        }
        if text.hasPrefix(TokenURI.scheme) {
          let uri = resolvedAttribute("pin-source", in: text)
          _ = try TokenURI(uri)
          return uri
        }
      } catch {
        value.refuse(error.code, error.message, suggestion: error.hint)
        return nil
      }
      return resolved(text)
    }
  }

  /// The same URI with the file of one attribute resolved.
  private func resolvedAttribute(_ name: String, in uri: String) -> String {
    guard !folder.isEmpty,
      let found = uri.ranges(of: name + "=").first(where: { range in
        range.lowerBound > uri.startIndex
          && "?&;".contains(uri[uri.index(before: range.lowerBound)])
      })
    else { return uri }
    var start = found.upperBound
    if uri[start...].hasPrefix("file:") { start = uri.index(start, offsetBy: 5) }
    guard uri[start...].first != "/" else { return uri }
    return uri[..<start] + Self.percentEncoded(folder) + uri[start...]
  }

  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }.joined()
  }
}
