import ArgumentParser
import Desk
import Foundation
import MemberStore
import SQLiteStore
import Wire
import Wording

struct StoreBackup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy a store while lanes work on it, and look through the copy.",
    discussion: """
      The copy is the store as it was at one moment, in one file with mode 0600. A database is backed up with its own \
      tools (pg_basebackup, pg_dump).

      Example: cardlane store backup --store members.db --to monday.db
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The file for the copy; nothing is there yet.")
  var to: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let path = try StoreFile.path(storeFile.store)
    let store = try SQLiteMemberStore(path: path)
    try await store.backUp(to: to)
    try await store.close()
    try speech.say(
      StoreForm(store: path, state: .backedUp, file: to),
      words: Sentence(
        zhHans: "✓ 会员库 \(path) 已备份到 \(to)，并已核对。", zhHant: "✓ 會員庫 \(path) 已備份到 \(to)，並已核對。",
        en: "✓ The store \(path) is copied to \(to), and the copy is whole.")[speech.language])
  }
}

struct StoreRestore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in a store's place, by a supervisor.",
    discussion: """
      What was booked since the backup is not in it. What was there is kept beside it under another name; the backup \
      stays as it is. End every program that uses the store first. Who has done it stands in `supervisor audit`.

      Example: cardlane store restore --store members.db --from monday.db --by 张主管 --because 磁盘损坏
      """)

  @Option(help: "The store file.")
  var store: String?
  @Option(help: "The backup.")
  var from: String
  @Option(help: "The name for what was there; else its own with the time behind it.")
  var keep: String?
  @OptionGroup var signature: SupervisorOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let path = try StoreFile.path(store, mayBeMissing: true)
    let now = LaneStamp.now()
    let digits = now.filter(\.isNumber).prefix(14)
    let kept = keep ?? "\(path).before-\(digits.prefix(8))-\(digits.dropFirst(8))"
    try await confirm(path)
    try await SQLiteMemberStore.restore(
      from, to: path, keepingAs: kept,
      noting: AuditEntry(
        .storeRestored, by: signature.by, because: signature.because, before: kept, after: from,
        at: now))
    try speech.say(
      StoreForm(store: path, state: .restored, file: from, kept: kept),
      words: Sentence(
        zhHans: "✓ 会员库 \(path) 已恢复为 \(from)；原来的保存在 \(kept)。",
        zhHant: "✓ 會員庫 \(path) 已還原為 \(from)；原來的保存在 \(kept)。",
        en: "✓ The store \(path) is what \(from) was; what was there is kept as \(kept).")[
          speech.language])
  }

  /// The supervisors of the store as it is say who may; of a store that cannot be opened nobody can be asked.
  private func confirm(_ path: String) async throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let present: SQLiteMemberStore
    do throws(StoreError) { present = try SQLiteMemberStore(path: path) } catch { return }
    _ = try await StoreOptions.use(present) { try await signature.confirm(in: $0) }
  }
}

struct StoreCompact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Give back the room of what was removed from a store.",
    discussion: """
      Writes the file anew; as much room again is needed meanwhile. A database does so by itself.

      Example: cardlane store compact --store members.db
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let path = try StoreFile.path(storeFile.store)
    let store = try SQLiteMemberStore(path: path)
    let bytes = try await store.compact()
    try await store.close()
    try speech.say(
      StoreForm(store: path, state: .compacted, bytes: bytes),
      words: Sentence(
        zhHans: "✓ 会员库 \(path)：\(bytes.before) → \(bytes.after) 字节。",
        zhHant: "✓ 會員庫 \(path)：\(bytes.before) → \(bytes.after) 位元組。",
        en: "✓ The store \(path): \(bytes.before) → \(bytes.after) bytes.")[speech.language])
  }
}

/// A store that is a file.
private enum StoreFile {
  /// The path of a store; throws for a database, and for a file that is not there.
  static func path(_ option: String?, mayBeMissing: Bool = false) throws -> String {
    let place = try StorePlace(StoreOptions.path(option))
    guard case .file(let path) = place else {
      throw PlainError(
        code: "notAFile",
        Sentence(
          zhHans: "数据库请用它自己的工具备份和恢复（pg_basebackup、pg_dump）。",
          zhHant: "資料庫請用它自己的工具備份和還原（pg_basebackup、pg_dump）。",
          en: "A database is backed up and restored with its own tools (pg_basebackup, pg_dump)."))
    }
    if !mayBeMissing { try StoreOptions.requireThere(place) }
    return path
  }
}
