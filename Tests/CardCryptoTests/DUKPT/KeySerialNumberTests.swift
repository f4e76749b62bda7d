import CardCrypto
import TestSupport
import Testing
import Wording

@Suite("Key serial numbers")
struct KeySerialNumberTests {
  @Test("Ten bytes are a TDES number, twelve an AES one, any other length is refused")
  func lengths() throws {
    let tdes = try KeySerialNumber(hex("FFFF9876543210EFF800"))
    #expect(tdes.algorithm == .tdes)
    #expect(tdes.deviceBytes == hex("FFFF9876543210E0"))
    #expect(tdes.description == "FFFF9876543210EFF800")
    let aes = try KeySerialNumber(hex("123456789012345600000001"))
    #expect(aes.algorithm == .aes)
    #expect(aes.deviceBytes == hex("1234567890123456"))
    for count in [0, 1, 8, 9, 11, 13, 20] {
      #expect(throws: DUKPTError.serialNumberLength(count)) {
        try KeySerialNumber([UInt8](repeating: 1, count: count))
      }
    }
  }

  @Test("The parts of an AES number")
  func parts() throws {
    let number = try AESKeySerialNumber(hex("1234567890123456000A0B0C"))
    #expect(number.baseKeyID == hex("12345678"))
    #expect(number.derivationID == hex("90123456"))
    #expect(number.counter == 0x000A_0B0C)
    #expect(number.with(counter: 0xFFFF_0000).bytes == hex("1234567890123456FFFF0000"))
  }

  @Test("A TDES counter leaves the bits of the device alone")
  func counterBits() throws {
    let number = try TDESKeySerialNumber(hex("FFFF9876543210E00000"))
    for counter: UInt32 in [1, 0xFF800, 0x1F_F800] {
      let changed = number.with(counter: counter)
      #expect(changed.counter == counter)
      #expect(changed.deviceBytes == number.deviceBytes)
    }
    #expect(number.with(counter: 0xFFFF_FFFF).deviceBytes == number.deviceBytes)
  }

  @Test("A device with a TDES key has 1,048,575 transactions, none with more than ten ones")
  func wholeLife() throws {
    var number = try TDESKeySerialNumber(hex("FFFF9876543210E00000"))
    var count = 0
    var isSparse = true
    do {
      while true {
        let next = try number.next()
        isSparse = isSparse && next.counter > number.counter && next.counter.nonzeroBitCount <= 10
        number = next
        count += 1
      }
    } catch {
      #expect(error == .exhausted)
    }
    #expect(isSparse)
    #expect(count == 1_048_575)
    #expect(number.counter == TDESKeySerialNumber.lastCounter)
  }

  @Test("Behind the last AES counter the device is exhausted")
  func exhausted() throws {
    let last = try AESKeySerialNumber(hex("1234567890123456FFFF0000"))
    #expect(last.counter == AESKeySerialNumber.lastCounter)
    try last.checkCounter()
    #expect(throws: DUKPTError.exhausted) { try last.next() }
    let dense = try AESKeySerialNumber(hex("12345678901234560001FFFE"))
    // 0x1FFFE has sixteen ones, 0x1FFFF would have seventeen.
    #expect(try dense.next().counter == 0x0002_0000)
  }

  @Test("A counter that no device sends gives no key")
  func impossibleCounters() throws {
    let key = SecretBytes([UInt8](repeating: 1, count: 16))
    let none = try TDESKeySerialNumber(hex("FFFF9876543210E00000"))
    #expect(throws: DUKPTError.counterZero) { try TDESDUKPT.transactionKey(from: key, for: none) }
    #expect(throws: DUKPTError.counterBits(11, maximum: 10)) {
      try TDESDUKPT.transactionKey(from: key, for: none.with(counter: 0x7FF))
    }
    let aes = try AESKeySerialNumber(hex("123456789012345600000000"))
    #expect(throws: DUKPTError.counterZero) { try AESDUKPT.transactionKey(from: key, for: aes) }
    #expect(throws: DUKPTError.counterBits(17, maximum: 16)) {
      try AESDUKPT.transactionKey(from: key, for: aes.with(counter: 0x1FFFF))
    }
    #expect(throws: DUKPTError.counterBits(32, maximum: 16)) {
      try AESDUKPT.transactionKey(from: key, for: aes.with(counter: .max))
    }
  }

  @Test("Every error says what happened in every language", arguments: Language.allCases)
  func words(_ language: Language) {
    let errors: [DUKPTError] = [
      .serialNumberLength(3), .counterZero, .counterBits(11, maximum: 10), .exhausted,
      .keyLength(3), .dataLength(3), .workingKeyTooStrong, .cipherUnavailable,
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    for error in errors { #expect(!error.message[language].isEmpty) }
    #expect(DUKPTError.exhausted.hint?[language].isEmpty == false)
  }
}
