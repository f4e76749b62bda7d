import CardCrypto
import TestSupport
import Testing

@Suite("TDES DUKPT")
struct TDESDUKPTTests {
  @Test("The initial key of the standard's device")
  func initialKey() throws {
    let key = try TDESDUKPT.initialKey(
      from: TDESVectors.baseKey, for: TDESVectors.number(TDESVectors.initial))
    #expect(key == TDESVectors.key(TDESVectors.initialKey))
  }

  @Test("A device gets the same initial key whatever its counter", arguments: TDESVectors.sequence)
  func sameDevice(_ number: String, _: String) throws {
    let key = try TDESDUKPT.initialKey(
      from: TDESVectors.baseKey, for: TDESVectors.number(number))
    #expect(key == TDESVectors.key(TDESVectors.initialKey))
  }

  @Test("The key of each transaction of the standard's sequence", arguments: TDESVectors.sequence)
  func transactions(_ number: String, _ expected: String) throws {
    let key = try TDESDUKPT.transactionKey(
      from: TDESVectors.key(TDESVectors.initialKey), for: TDESVectors.number(number))
    #expect(key == TDESVectors.key(expected))
  }

  @Test("The working keys of the first transaction", arguments: TDESVectors.workingKeys)
  func workingKeys(_ use: TDESKeyUse, _ expected: String) throws {
    let transaction = TDESVectors.key(TDESVectors.sequence[0].key)
    #expect(try TDESDUKPT.workingKey(use, from: transaction) == TDESVectors.key(expected))
  }

  @Test("The working keys of later transactions, as readers' makers publish them")
  func publishedWorkingKeys() throws {
    let key = TDESVectors.key("27F66D5244FF62E1AA6F6120EDEB4280")
    #expect(
      try TDESDUKPT.workingKey(.pin, from: key)
        == TDESVectors.key("27F66D5244FF621EAA6F6120EDEB427F"))
    #expect(
      try TDESDUKPT.workingKey(.dataRequest, from: key)
        == TDESVectors.key("C39B2778B058AC376FB18DC906F75CBA"))
  }

  @Test("The check value is the start of an encrypted block of zeros")
  func checkValue() throws {
    #expect(try TDESDUKPT.checkValue(of: TDESVectors.baseKey).description == "08d7b4")
  }

  @Test("Every flipped bit of a key serial number gives another key, or no key at all")
  func flippedBits() throws {
    let number = hex("FFFF9876543210E00007")
    func key(_ number: [UInt8]) throws -> SecretBytes {
      let number = try TDESKeySerialNumber(number)
      let initial = try TDESDUKPT.initialKey(from: TDESVectors.baseKey, for: number)
      return try TDESDUKPT.transactionKey(from: initial, for: number)
    }
    let right = try key(number)
    for flipped in everyFlippedBit(of: number) { #expect(try key(flipped) != right) }
  }

  @Test("Every flipped bit of a base derivation key gives another key, parity bits aside")
  func flippedKeyBits() throws {
    let number = try TDESVectors.number(TDESVectors.initial)
    let key = hex("0123456789ABCDEFFEDCBA9876543210")
    for (index, flipped) in everyFlippedBit(of: key).enumerated() {
      let initial = try TDESDUKPT.initialKey(from: SecretBytes(flipped), for: number)
      let isParity = index % 8 == 0
      #expect((initial == TDESVectors.key(TDESVectors.initialKey)) == isParity)
    }
  }

  @Test("A key of another length is refused", arguments: [0, 8, 15, 17, 24, 32])
  func keyLengths(_ count: Int) throws {
    let key = SecretBytes([UInt8](repeating: 1, count: count))
    let number = try TDESVectors.number("FFFF9876543210E00001")
    #expect(throws: DUKPTError.keyLength(count)) {
      try TDESDUKPT.initialKey(from: key, for: number)
    }
    #expect(throws: DUKPTError.keyLength(count)) {
      try TDESDUKPT.transactionKey(from: key, for: number)
    }
    #expect(throws: DUKPTError.keyLength(count)) { try TDESDUKPT.workingKey(.pin, from: key) }
  }
}
