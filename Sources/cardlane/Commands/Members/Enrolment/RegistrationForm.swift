import BusinessCalendar
import VIPCard

/// A registration form (《门店VIP资料登记表》, rule A6) as JSON: `number`, `year`, `sequence`, `id`, `familyName`,
/// `title`, `birthday`, `joined`, `registered`, `level`, `referrer`; what is not known is left out.
struct RegistrationForm: Decodable {
  var number: CardNumber?
  var year: Int?
  var sequence: Int?
  var id: String?
  var familyName: String?
  var title: String?
  var birthday: BusinessDate?
  var joined: BusinessDate?
  var registered: BusinessDate?
  var level: String?
  /// The member who brought this one (rule C8).
  var referrer: String?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case number, year, sequence, id, familyName, title, birthday, joined, registered, level
    case referrer
  }

  /// Makes an empty form.
  init() {}

  init(from decoder: any Decoder) throws {
    try JSONInput.refuseUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let checked = PersonArgument.check(text) else {
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
