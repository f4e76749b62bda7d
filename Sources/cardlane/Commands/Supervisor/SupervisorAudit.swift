import ArgumentParser
import Desk
import MemberStore
import Wire
import Wording

struct SupervisorAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "List every right that was used: who, when, why, what before and after.",
    discussion: "Example: cardlane supervisor audit --store shop.db")

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let entries = try await storeFile.use { store in try await store.auditEntries() }
    try speech.say(AuditForm(entries), words: entries.words(speech.language))
  }
}

extension [AuditEntry] {
  /// One entry a line.
  fileprivate func words(_ language: Language) -> String {
    guard !isEmpty else {
      return Sentence(
        zhHans: "还没有使用过主管权限。", zhHant: "還沒有使用過主管權限。", en: "No right was used yet.")[language]
    }
    return map { entry in
      let place = [entry.store, entry.lane].compactMap(\.self).joined(separator: " ")
      let change = "\(entry.before ?? "–") → \(entry.after ?? "–")"
      return [entry.time, entry.who, entry.action.name[language], place, change, entry.why ?? ""]
        .filter { !$0.isEmpty }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
