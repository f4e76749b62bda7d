package import BusinessCalendar
package import Loyalty
import Wording

/// The programs at hand, and which of them decides a sale.
package struct ProgramChoice: Sendable {
  /// Program files with where they were read from.
  package let programs: [(file: String, program: LoyaltyProgram)]

  package init(_ programs: [(file: String, program: LoyaltyProgram)]) { self.programs = programs }

  /// The program that decides a sale of a date: the only one, or of several the one that came into force
  /// last. A program alone is not asked for its dates here: the lane does that, and says so in its words.
  ///
  /// - Throws: ``PlainError`` where none of several is in force.
  package func program(on date: BusinessDate) throws(PlainError) -> LoyaltyProgram {
    if programs.count == 1 { return programs[0].program }
    let inForce = programs.map(\.program).filter { program in
      program.effective <= date && program.until.map { date <= $0 } ?? true
    }
    guard let latest = inForce.max(by: { $0.effective < $1.effective }) else {
      throw Self.noneInForce(date, programs.map(\.file))
    }
    return latest
  }

  private static func noneInForce(_ date: BusinessDate, _ files: [String]) -> PlainError {
    let list = files.joined(separator: ", ")
    return PlainError(
      code: "noProgramInForce",
      Sentence(
        zhHans: "\(date) 没有有效的规则（\(list)）。", zhHant: "\(date) 沒有有效的規則（\(list)）。",
        en: "No program is in force on \(date) (\(list))."),
      hint: Sentence(
        zhHans: "请检查规则文件的生效日和失效日，并在款台文件的 programs 中列出。",
        zhHant: "請檢查規則檔案的生效日和失效日，並在款台檔案的 programs 中列出。",
        en: "Check the dates of the program files, and list the one that is meant in the lane file."
      ))
  }
}
