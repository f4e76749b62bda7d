package import BusinessCalendar
import Desk
import Foundation
package import MemberStore
import Wording

/// The file in which operations keeps lapsed members: one JSON object a line (rule A48).
package struct RetentionFile: Sendable {
  package let path: String
  /// Members that were in the file already.
  private var kept: [LapsedMember] = []

  /// Reads what is in the file.
  ///
  /// - Parameter text: its lines; `nil` where there is no file yet.
  /// - Throws: ``PlainError`` for a line that is no member.
  package init(path: String, text: String?) throws {
    self.path = path
    guard let text else { return }
    let lines = text.split(separator: "\n")
    kept = try lines.enumerated().map { index, line in
      do {
        return try JSONDecoder().decode(LapsedMember.self, from: Data(line.utf8))
      } catch {
        throw PlainError(
          code: "invalidDocument",
          Sentence(
            zhHans: "“\(path)”第 \(index + 1) 行不是会员记录，未作任何改动。",
            zhHant: "「\(path)」第 \(index + 1) 行不是會員記錄，未作任何更動。",
            en: "Line \(index + 1) of \"\(path)\" is no member; nothing was changed."))
      }
    }
  }

  /// Whose time is over on a day.
  package func overdue(on date: BusinessDate) -> [LapsedMember] {
    kept.filter { $0.keptUntil < date }
  }

  /// Puts the file in its place with new members added and those whose time is over left out.
  package func write(adding members: [LapsedMember], on date: BusinessDate) throws {
    let added = Set(members.map(\.id))
    let all = kept.filter { $0.keptUntil >= date && !added.contains($0.id) } + members
    guard !all.isEmpty || FileManager.default.fileExists(atPath: path) else { return }
    let text = try all.map { try JSONLine.text($0) + "\n" }.joined()
    try OwnerFile.write(text.utf8, to: path)
  }
}
