import Documents
import Printers
import Receipts
import Wording

extension RelativePaths {
  /// A printer's address; a folder for its bytes is relative to the file.
  func printer(_ value: Value) -> Placed<String>? {
    value.placed { value in
      guard let text = value.pathText() else { return nil }
      do throws(PrinterError) {
        if case .folder(let path) = try PrinterAddress(text) {
          return PrinterAddress.folder(path: resolved(path)).description
        }
        return text
      } catch {
        value.refuse(error.code, error.message, suggestion: error.hint)
        return nil
      }
    }
  }

  /// The name of a profile that there is, or a file with one of the shop's own.
  func profile(_ value: Value) -> Placed<String>? {
    value.placed { value in
      let isFile = value.scalar([.quoted, .plain]).map {
        $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") || $0.hasSuffix(".json")
      }
      guard isFile == true else { return value.choice(of: PrinterProfile.all.map(\.name)) }
      return value.pathText().map(resolved)
    }
  }
}
