import BusinessCalendar
package import Documents
import LinuxSystem
import Loyalty
import Wording

extension LaneFile {
  /// What is wrong inside the programs and the poster that it names, and between the programs.
  package func mistakesInside() -> [Mistake] {
    var found: [Mistake] = []
    func told(_ error: any Error, by file: Placed<String>, _ path: String) {
      guard let error = error as? any ListsMistakes else { return }
      found.append(
        Mistake(
          code: error.code, path: path, line: file.line, column: file.column,
          sentence: error.message, suggestion: nil))
    }
    var programs: [(program: LoyaltyProgram, file: Placed<String>, path: String)] = []
    for (index, file) in self.programs.enumerated() {
      let path = "programs[\(index)]"
      guard let bytes = SystemFile.bytes(file.value, limit: 4 << 20) else { continue }
      do {
        programs.append((try LoyaltyProgram.load(yaml: bytes, file: file.value), file, path))
      } catch { told(error, by: file, path) }
    }
    if let poster, let bytes = SystemFile.bytes(poster.value, limit: 4 << 20) {
      do { _ = try Poster.load(bytes, file: poster.value) } catch {
        told(error, by: poster, "poster")
      }
    }
    for (index, (program, file, path)) in programs.enumerated() {
      guard
        let other = programs[..<index].first(where: { $0.program.effective == program.effective })
      else { continue }
      found.append(Self.sameDay(program.effective, file, path, other.file.value))
    }
    return found
  }

  private static func sameDay(
    _ day: BusinessDate, _ file: Placed<String>, _ path: String, _ other: String
  ) -> Mistake {
    Mistake(
      code: "contradiction", path: path, line: file.line, column: file.column,
      sentence: Sentence(
        zhHans: "“\(file.value)”与“\(other)”都自 \(day) 起生效，无法确定用哪一个。",
        zhHant: "「\(file.value)」與「\(other)」都自 \(day) 起生效，無法確定用哪一個。",
        en: "\"\(file.value)\" and \"\(other)\" both come into force on \(day)."),
      suggestion: Sentence(
        zhHans: "请只列出本店的规则；各版本的生效日须不同。", zhHant: "請只列出本店的規則；各版本的生效日須不同。",
        en: "List this shop's program only, and give each version a day of its own."))
  }
}
