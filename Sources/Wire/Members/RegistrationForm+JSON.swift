import BusinessCalendar
package import Desk
import VIPCard

/// As JSON: `number`, `year`, `sequence`, `id`, `familyName`, `title`, `birthday`, `joined`, `registered`, `level`,
/// `referrer`.
extension RegistrationForm: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case number, year, sequence, id, familyName, title, birthday, joined, registered, level
    case referrer
  }

  package init(from decoder: any Decoder) throws {
    self.init()
    try StrictKeys.refuseUnknown(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let checked = PersonText.checked(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "write 1 to 60 characters without control characters")
      }
      return checked
    }
    number = try container.decodeIfPresent(CardNumber.self, forKey: .number)
    year = try container.decodeIfPresent(Int.self, forKey: .year)
    sequence = try container.decodeIfPresent(Int.self, forKey: .sequence)
    id = try text(.id)
    familyName = try text(.familyName)
    title = try text(.title)
    birthday = try container.decodeIfPresent(BusinessDate.self, forKey: .birthday)
    joined = try container.decodeIfPresent(BusinessDate.self, forKey: .joined)
    registered = try container.decodeIfPresent(BusinessDate.self, forKey: .registered)
    level = try text(.level)
    referrer = try text(.referrer)
  }
}
