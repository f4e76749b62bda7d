import BusinessCalendar
import Foundation
import Testing
import VIPCard

@Suite("Card number, year and sequence")
struct IdentityTests {
  @Test("A number of 12 to 19 digits with its Luhn digit is taken", arguments: 11...18)
  func lengths(count: Int) throws {
    let number = try CardNumber(appendingCheckDigitTo: String(repeating: "9", count: count))
    #expect(number.digits.utf8.count == count + 1)
    #expect(try CardNumber(number.digits) == number)
  }

  @Test("Every single changed digit is noticed")
  func changedDigits() {
    let digits = Array(Sample.digits)
    for index in digits.indices {
      for other in "0123456789" where other != digits[index] {
        var changed = digits
        changed[index] = other
        #expect(throws: CardNumberError.checkDigit) { try CardNumber(String(changed)) }
      }
    }
  }

  @Test(
    "Text that is no card number is refused with the reason",
    arguments: [
      ("", CardNumberError.length(0)), ("91568800123", .length(11)),
      ("91568800123456720000", .length(20)), ("9156 8800 1234 5672", .notDigits),
      ("915688001234567x", .notDigits), ("９156880012345672", .notDigits),
      ("9156880012345673", .checkDigit),
    ])
  func refused(text: String, error: CardNumberError) {
    #expect(throws: error) { try CardNumber(text) }
  }

  @Test("A number prints with its middle hidden, however it is printed")
  func masked() throws {
    let number = try CardNumber(Sample.digits)
    #expect("\(number)" == "9156 **** **** 5672")
    #expect(String(reflecting: number) == "9156 **** **** 5672")
    #expect(Mirror(reflecting: number).children.isEmpty)
    #expect("\(try Sample.identity())" == "9156 **** **** 5672 2026/1")
    let long = try CardNumber(appendingCheckDigitTo: "915688001234567890")
    #expect(long.masked.hasPrefix("9156 **** **** **"))
    #expect(long.masked.filter { $0 == "*" }.count == 11)
  }

  @Test("A number is packed as BCD and filled with F to ten bytes")
  func bcd() throws {
    let number = try CardNumber(Sample.digits)
    #expect(number.bcd == [0x91, 0x56, 0x88, 0, 0x12, 0x34, 0x56, 0x72, 0xFF, 0xFF])
    let odd = try CardNumber(appendingCheckDigitTo: "9156880012345678")
    #expect(odd.bcd[8] & 0x0F == 0x0F && odd.bcd[9] == 0xFF)
  }

  @Test("A sequence is 1 to 9, and re-issue ends with the ninth")
  func sequences() throws {
    let identity = try Sample.identity()
    for sequence in [0, 10, -1, .max] {
      #expect(CardIdentity(number: identity.number, year: identity.year, sequence: sequence) == nil)
    }
    #expect(identity.reissued?.sequence == 2)
    #expect(try Sample.identity(sequence: 9).reissued == nil)
  }

  @Test("A prefix is 4 to 8 digits that begin with 9")
  func prefixes() throws {
    for text in ["915", "8156", "915688001", "91a6", ""] { #expect(IssuerPrefix(text) == nil) }
    let own = try #require(IssuerPrefix("91568800"))
    #expect(own.matches(try CardNumber(Sample.digits)))
    #expect(try #require(IssuerPrefix("91568801")).matches(try CardNumber(Sample.digits)) == false)
  }

  @Test("An identity survives JSON, and JSON with a wrong sequence or number does not pass")
  func json() throws {
    let identity = try Sample.identity()
    let data = try JSONEncoder().encode(identity)
    #expect(try JSONDecoder().decode(CardIdentity.self, from: data) == identity)
    for text in [
      #"{"number":"9156880012345672","year":2026,"sequence":0}"#,
      #"{"number":"9156880012345673","year":2026,"sequence":1}"#,
      #"{"number":"9156880012345672","year":1999,"sequence":1}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(CardIdentity.self, from: Data(text.utf8))
      }
    }
  }
}

@Suite("Card year and the exchange month")
struct CardYearTests {
  @Test(
    "S19: on every day of three years, a card is good from 1 December before its year to its end")
  func everyDay() throws {
    let first = try #require(BusinessDate("2025-01-01"))
    let last = try #require(BusinessDate("2027-12-31"))
    for dayNumber in first.dayNumber...last.dayNumber {
      let day = try #require(BusinessDate(dayNumber: dayNumber))
      for value in 2022...2030 {
        let year = try #require(CardYear(value))
        let begins = try #require(BusinessDate("\(value - 1)-12-01"))
        let january = try #require(BusinessDate("\(value)-01-01"))
        let december = try #require(BusinessDate("\(value)-12-01"))
        let ends = try #require(BusinessDate("\(value)-12-31"))
        let expected: CardValidity =
          if day < begins { .notYetValid } else if day < january { .early } else if day < december {
            .current
          } else if day <= ends { .exchange } else { .expired }
        #expect(year.validity(on: day) == expected, "\(value) on \(day)")
        #expect(year.validity(on: day).isGood == (day >= begins && day <= ends))
      }
    }
  }

  @Test("A year is 2000 to 2099, and its key version is the year less 2000")
  func range() throws {
    for value in [1999, 2100, 0, -1, .max, .min] { #expect(CardYear(value) == nil) }
    for value in 2000...2099 {
      let year = try #require(CardYear(value))
      #expect(Int(year.keyVersion) == value - 2000)
      #expect(CardYear(keyVersion: year.keyVersion) == year)
      #expect(CardYear(yearOfCentury: year.yearOfCentury) == year)
    }
    for version in 100...255 { #expect(CardYear(keyVersion: UInt8(version)) == nil) }
    #expect(try #require(CardYear(2026)).bcd == [0x20, 0x26])
  }
}
