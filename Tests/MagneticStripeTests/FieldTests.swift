import MagneticStripe
import Testing

@Suite("Fields of ISO/IEC 7813")
struct FieldTests {
  private func fields(_ track: TrackNumber, _ text: String) throws -> CardFields {
    try CardFields(TrackData(track: track, characters: text))
  }

  @Test(
    "Track 2 of each published card falls into number, expiry, service code and the rest",
    arguments: StripeVector.all)
  func track2(_ vector: StripeVector) throws {
    let fields = try fields(.two, vector.data)
    #expect(fields.formatCode == nil)
    #expect(fields.number.digits == "9156880012345672")
    #expect(fields.number.isLuhnValid)
    #expect(fields.name == nil)
    #expect(fields.expiry?.month == 12)
    #expect(fields.serviceCode?.rawValue == 701)
    #expect(fields.discretionaryData.characters == String(vector.data.suffix(13)))
  }

  @Test("Track 1 has a format code and a name beside the same fields")
  func track1() throws {
    let fields = try fields(.one, StripeVector.track1)
    #expect(fields.formatCode == "V")
    #expect(fields.number == (try self.fields(.two, StripeVector.all[0].data).number))
    #expect(fields.name?.characters == " /")
    #expect(fields.expiry == CardExpiry(yearOfCentury: 26, month: 12))
    #expect(fields.discretionaryData.characters == "1966065963249")
  }

  @Test("A separator may stand for the expiry and for the service code")
  func omitted() throws {
    let two = try fields(.two, "9156880012345672===12")
    #expect(two.expiry == nil)
    #expect(two.serviceCode == nil)
    #expect(two.discretionaryData.characters == "12")
    let one = try fields(.one, "V9156880012345672^ /^^^12")
    #expect(one.expiry == nil)
    #expect(one.serviceCode == nil)
  }

  @Test(
    "Each field that does not fit is named",
    arguments: [
      (TrackNumber.one, "19156^ /^2612701", CardFieldsError.formatCode),
      (.two, "9156880012345672", .separator), (.one, "V9156880012345672^ /", .separator),
      (.two, "=2612701", .number), (.two, "91568800123456721234=2612701", .number),
      (.two, "9156:880=2612701", .number),
      (.one, "V9156880012345672^ABCDEFGHIJKLMNOPQRSTUVWXYZ1^2612701", .name),
      (.two, "9156880012345672=2613701", .expiry), (.two, "9156880012345672=261", .expiry),
      (.two, "9156880012345672=261270", .serviceCode),
      (.two, "9156880012345672=26127:1", .serviceCode),
    ])
  func misfits(_ track: TrackNumber, _ text: String, _ error: CardFieldsError) {
    #expect(throws: error) { try fields(track, text) }
    #expect(!error.code.isEmpty)
  }

  @Test(
    "The Luhn digit is computed and checked",
    arguments: [
      ("7992739871", "3"), ("915688001234567", "2"), ("411111111111111", "1"),
    ])
  func luhn(_ digits: String, _ check: String) {
    #expect(luhnDigit(digits) == check.utf8.first)
    for digit in "0123456789" {
      #expect(isLuhnValid(digits + String(digit)) == (String(digit) == check))
    }
  }

  @Test("Luhn takes nothing but digits")
  func luhnOfOthers() {
    for text in ["", "0", "12a4", "１２"] {
      #expect(!isLuhnValid(text))
    }
    #expect(luhnDigit("") == nil)
    #expect(luhnDigit("1/2") == nil)
  }

  @Test("A number is 1 to 19 digits, and shows only its ends when masked")
  func number() throws {
    #expect(PrimaryAccountNumber(digits: "") == nil)
    #expect(PrimaryAccountNumber(digits: "12345678901234567890") == nil)
    #expect(PrimaryAccountNumber(digits: "1234 5678") == nil)
    let number = try #require(PrimaryAccountNumber(digits: "9156880012345672"))
    #expect(number.masked == "9156••••••••5672")
    #expect(PrimaryAccountNumber(digits: "12345678901")?.masked == "•••••••••••")
  }

  @Test("Expiry and service code have their ranges")
  func ranges() {
    #expect(CardExpiry(yearOfCentury: 100, month: 1) == nil)
    #expect(CardExpiry(yearOfCentury: 26, month: 0) == nil)
    #expect(ServiceCode(rawValue: 1000) == nil)
    #expect(ServiceCode(rawValue: -1) == nil)
  }
}
