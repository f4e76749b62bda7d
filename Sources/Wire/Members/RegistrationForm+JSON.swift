package import Desk
package import Documents
package import VIPCard
import Wording

extension RegistrationForm {
  /// Reads a form out of the fields of a document: `number`, `year`, `sequence`, `id`, `familyName`, `title`,
  /// `birthday`, `joined`, `registered`, `level`, `referrer`. What is wrong is left with the document; the caller
  /// finishes the fields.
  package static func read(_ fields: Fields) -> RegistrationForm {
    var form = RegistrationForm()
    form.number = fields.optional("number")?.cardNumber()
    form.year = fields.optional("year")?.whole(2000...2099).map { Int($0) }
    form.sequence = fields.optional("sequence")?.whole(1...9).map { Int($0) }
    form.id = fields.optional("id")?.person()
    form.familyName = fields.optional("familyName")?.person()
    form.title = fields.optional("title")?.person()
    form.birthday = fields.optional("birthday")?.date()
    form.joined = fields.optional("joined")?.date()
    form.registered = fields.optional("registered")?.date()
    form.level = fields.optional("level")?.person()
    form.referrer = fields.optional("referrer")?.person()
    return form
  }

  /// Reads a file that holds a form and nothing else.
  ///
  /// - Throws: `DocumentError` with every mistake.
  package static func read(_ bytes: [UInt8], file: String) throws -> RegistrationForm {
    try Document.read(bytes, as: .json, file: file) { root in
      guard let fields = root.fields() else { return nil }
      let form = read(fields)
      fields.finish()
      return form
    }
  }
}

extension Value {
  /// A card's number with its check digit, as text.
  package func cardNumber() -> CardNumber? {
    guard let text = text() else { return nil }
    do {
      return try CardNumber(text)
    } catch {
      refuse(error.code, error.message)
      return nil
    }
  }

  /// A name, a title or an id: 1 to 60 characters without control characters.
  package func person() -> String? {
    guard let text = text() else { return nil }
    guard let checked = PersonText.checked(text) else {
      refuse(
        "invalidText",
        Sentence(
          zhHans: "须为 1 至 60 个字符，不含控制字符。", zhHant: "須為 1 至 60 個字元，不含控制字元。",
          en: "Write 1 to 60 characters without control characters."))
      return nil
    }
    return checked
  }
}
