import CardCrypto
package import Documents
import Foundation
import LinuxSystem
import Receipts
import SecureModule
import Wording

extension LaneFile {
  /// What is wrong with the files that it names: those that are not there, and secrets that others can read.
  package func mistakesOfFiles() -> [Mistake] {
    var found: [Mistake] = []
    func look(_ file: Placed<String>?, _ path: String, _ check: (String) throws -> Void) {
      guard let file else { return }
      do { try check(file.value) } catch {
        let told = error as? any ExplainedError ?? PlainError(error)
        let nearest = told as? MissingFile
        found.append(
          Mistake(
            code: told.code, path: path, line: file.line, column: file.column,
            sentence: told.message, suggestion: nearest.map(\.suggestion) ?? told.hint))
      }
    }
    for (index, program) in programs.enumerated() {
      look(program, "programs[\(index)]", Self.readable)
    }
    look(rules, "rules", Self.readable)
    look(poster, "poster", Self.readable)
    look(store, "store", Self.store)
    look(keys.from, "keys.from", Self.keyStore)
    look(keys.readers, "keys.readers") { _ = try KeyFile.read(at: $0) }
    look(keys.passphraseFile, "keys.passphraseFile", Self.secret)
    look(keys.pinFile, "keys.pinFile", Self.secret)
    for (index, printer) in printers.enumerated() {
      look(printer.profile, "printers[\(index)].profile", Self.profile)
    }
    return found
  }

  /// A profile of the shop's own is a file; the others are known by name.
  private static func profile(_ text: String) throws {
    guard PrinterProfile.named(text) == nil else { return }
    try readable(text)
    guard let bytes = SystemFile.bytes(text, limit: 1 << 20) else { return }
    _ = try PrinterProfile.read(bytes, file: text)
  }

  private static func readable(_ path: String) throws {
    try MissingFile.check(path)
    guard unsafe access(path, R_OK) == 0 else {
      throw PlainError.unreadable(path, unsafe String(cString: strerror(errno)))
    }
  }

  /// A store is made with the first sale; its folder has to be there.
  private static func store(_ path: String) throws {
    guard !path.contains("://"), !FileManager.default.fileExists(atPath: path) else {
      if isFolder(path) { throw MissingFile(path, isFolder: true) }
      return
    }
    guard let stroke = path.lastIndex(of: "/"), stroke > path.startIndex else { return }
    let folder = String(path[..<stroke])
    guard isFolder(folder) else { throw MissingFile(folder) }
  }

  private static func keyStore(_ text: String) throws {
    if text.hasPrefix(SAMURI.scheme) {
      try secret(SAMURI(text).pairingFile)
    } else if text.hasPrefix(TokenURI.scheme) {
      let uri = try TokenURI(text)
      try readable(uri.modulePath)
      try uri.pinFile.map(secret)
    } else {
      try MissingFile.check(text)
      _ = try KeyFile.read(at: text)
    }
  }

  /// A secret that only this user can read.
  private static func secret(_ path: String) throws {
    try MissingFile.check(path)
    _ = try KeyFile.passphrase(fromFile: path)
  }
}

/// A file that is named and not there.
private struct MissingFile: ExplainedError {
  let path: String
  let isFolder: Bool

  init(_ path: String, isFolder: Bool = false) {
    self.path = path
    self.isFolder = isFolder
  }

  /// Throws where a path leads to no file.
  static func check(_ path: String) throws(MissingFile) {
    if LaneFile.isFolder(path) { throw MissingFile(path, isFolder: true) }
    guard FileManager.default.fileExists(atPath: path) else { throw MissingFile(path) }
  }

  var code: String { isFolder ? "notAFile" : "missingFile" }
  var nature: ErrorNature { .input }
  var message: Sentence {
    isFolder
      ? Sentence(
        zhHans: "“\(path)”是文件夹，不是文件。", zhHant: "「\(path)」是資料夾，不是檔案。",
        en: "\"\(path)\" is a folder, not a file.")
      : Sentence(
        zhHans: "没有文件“\(path)”。", zhHant: "沒有檔案「\(path)」。",
        en: "There is no file \"\(path)\".")
  }
  var hint: Sentence? { suggestion }

  /// The file beside it that was probably meant; else how paths are read.
  var suggestion: Sentence {
    let stroke = path.lastIndex(of: "/")
    let folder = stroke.map { String(path[...$0]) } ?? ""
    let name = stroke.map { String(path[path.index(after: $0)...]) } ?? path
    let others = SystemFile.names(in: folder.isEmpty ? "." : folder)
    if !isFolder, let guess = Spelling.closest(to: name, among: others) {
      return Sentence(
        zhHans: "是否要写“\(guess)”？", zhHant: "是否要寫「\(guess)」？",
        en: "Did you mean \"\(guess)\"?")
    }
    return Sentence(
      zhHans: "相对路径从款台文件所在的文件夹算起。", zhHant: "相對路徑從款台檔案所在的資料夾算起。",
      en: "Relative paths begin at the lane file's folder.")
  }
}
