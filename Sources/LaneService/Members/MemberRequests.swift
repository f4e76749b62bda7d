import BusinessCalendar
import CardCrypto
import Desk
import Documents
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

/// A registration form with what is needed to hand a card out: `receipts`, `date`, `chip`, `rollingCounter`.
struct EnrolmentOrder: Sendable {
  let form: RegistrationForm
  let receipts: [String]
  let date: BusinessDate?
  let making: CardMaking

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> EnrolmentOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let form = RegistrationForm.read(fields)
      _ = fields.require("number")
      let receipts = fields.optional("receipts")?.items(atMost: 100)?.compactMap { $0.text() }
      let date = fields.optional("date")?.date()
      let making = CardMaking.read(fields)
      fields.finish()
      return EnrolmentOrder(form: form, receipts: receipts ?? [], date: date, making: making)
    }
  }
}

/// `{"familyName":"王","title":"女士","birthday":"1990-11-22","date":"2026-01-20"}`: a registration form that came in.
struct RegistrationOrder: Sendable {
  let person: MemberDesk.Person
  let date: BusinessDate?

  /// Reads one; an empty document says nothing of the person. Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> RegistrationOrder {
    guard !document.isEmpty else {
      return RegistrationOrder(
        person: .init(familyName: nil, title: nil, birthday: nil), date: nil)
    }
    return try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let person = MemberDesk.Person(
        familyName: fields.optional("familyName")?.person(),
        title: fields.optional("title")?.person(),
        birthday: fields.optional("birthday")?.date())
      let date = fields.optional("date")?.date()
      fields.finish()
      return RegistrationOrder(person: person, date: date)
    }
  }
}

/// `{"year":2027}`: a member's next card.
struct ExchangeOrder: Sendable {
  let year: CardYear
  let sequence: Int
  let newNumber: CardNumber?
  let collectsOld: Bool
  /// Whether the card comes from the shop's stock of blank cards.
  let isFromStock: Bool
  let date: BusinessDate?
  let making: CardMaking

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> ExchangeOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let year = fields.require("year")?.whole(2000...2099).flatMap { CardYear(Int($0)) }
      let sequence = fields.optional("sequence")?.whole(1...9).map { Int($0) }
      let number = fields.optional("newNumber")?.cardNumber()
      let collects = fields.optional("collectOld")?.flag() ?? false
      let isFromStock = fields.optional("fromStock")?.flag() ?? false
      let date = fields.optional("date")?.date()
      let making = CardMaking.read(fields)
      fields.finish()
      return year.map {
        ExchangeOrder(
          year: $0, sequence: sequence ?? 1, newNumber: number, collectsOld: collects,
          isFromStock: isFromStock, date: date, making: making)
      }
    }
  }
}

/// `{"gift":"quarter","against":"L1-1"}`: a gift of the program that was handed out.
struct GiftOrder: Sendable {
  let gift: MemberGift
  let reference: String
  let date: BusinessDate?

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> GiftOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let gift = fields.require("gift")?.choice(MemberGift.self)
      let reference = fields.require("against")?.text()
      let date = fields.optional("date")?.date()
      fields.finish()
      guard let gift, let reference else { return nil }
      return GiftOrder(gift: gift, reference: reference, date: date)
    }
  }
}

/// `{"year":2026}`: the fee of a card year that was paid.
enum FeeOrder {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> Int {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let year = fields.require("year")?.whole(2000...2099)
      fields.finish()
      return year.map { Int($0) }
    }
  }
}

/// `{"as":"lost"}`: a card that no lane takes any more.
struct BlockOrder: Sendable {
  /// Why, or that it is good again.
  enum Reason: String, CaseIterable, Sendable {
    case lost, staff, clone, active
  }

  let reason: Reason
  /// Which card; the newest of the member where they are left out.
  let year: Int?
  let sequence: Int?
  let date: BusinessDate?

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> BlockOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let reason = fields.require("as")?.choice(Reason.self)
      let year = fields.optional("year")?.whole(2000...2099).map { Int($0) }
      let sequence = fields.optional("sequence")?.whole(1...9).map { Int($0) }
      let date = fields.optional("date")?.date()
      fields.finish()
      return reason.map { BlockOrder(reason: $0, year: year, sequence: sequence, date: date) }
    }
  }
}

extension CardMaking {
  /// What a card was made with: `chip`, the UID in hexadecimal, and `rollingCounter`.
  fileprivate static func read(_ fields: Fields) -> CardMaking {
    let chip = fields.optional("chip")
    let uid = chip?.text().flatMap(Hex.bytes)
    if let chip, ![4, 7, 10].contains(uid?.count ?? 0) {
      chip.refuse(
        "invalidText",
        Sentence(
          zhHans: "须为 4、7 或 10 字节的 UID（十六进制）。", zhHant: "須為 4、7 或 10 位元組的 UID（十六進位）。",
          en: "This must be a UID of 4, 7 or 10 bytes in hexadecimal digits."))
    }
    return CardMaking(
      chipUID: uid, hasRollingCounter: fields.optional("rollingCounter")?.flag() ?? false)
  }
}
