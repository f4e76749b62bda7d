import CardCrypto
import TestSupport
import Testing

@Suite("AES DUKPT")
struct AESDUKPTTests {
  private func transaction(_ base: String, _ counter: UInt32) throws -> SecretBytes {
    let number = try AESVectors.number(counter)
    let initial = try AESDUKPT.initialKey(from: SecretBytes(hex(base)), for: number)
    return try AESDUKPT.transactionKey(from: initial, for: number)
  }

  @Test(
    "The initial keys of the supplement",
    arguments: [
      (AESVectors.base128, AESVectors.initial128), (AESVectors.base256, AESVectors.initial256),
    ])
  func initialKeys(_ base: String, _ expected: String) throws {
    let key = try AESDUKPT.initialKey(
      from: SecretBytes(hex(base)), for: AESVectors.number(1))
    #expect(key == SecretBytes(hex(expected)))
  }

  @Test("The key of the first transaction, before it is put to a use")
  func transactionKey() throws {
    #expect(
      try transaction(AESVectors.base128, 1)
        == SecretBytes(hex("4F21B565BAD9835E112B6465635EAE44")))
  }

  @Test("The working keys of the supplement's sequence", arguments: AESVectors.sequence)
  func sequence(_ counter: UInt32, _ pin: String, _ mac: String, _ data: String) throws {
    let number = try AESVectors.number(counter)
    let key = try transaction(AESVectors.base128, counter)
    for (use, expected) in [
      (AESKeyUse.pin, pin), (.macGeneration, mac), (.dataEncryption, data),
    ] {
      let working = try AESDUKPT.workingKey(use, .aes128, from: key, for: number)
      #expect(working == SecretBytes(hex(expected)))
    }
  }

  @Test("Every use has a key of its own", arguments: AESVectors.uses)
  func uses(_ use: AESKeyUse, _ expected: String) throws {
    let key = try transaction(AESVectors.base128, 1)
    let working = try AESDUKPT.workingKey(use, .aes128, from: key, for: AESVectors.number(1))
    #expect(working == SecretBytes(hex(expected)))
  }

  @Test("Every type of working key, from base derivation keys of every length")
  func types() throws {
    for (base, use, type, expected) in AESVectors.types {
      let working = try AESDUKPT.workingKey(
        use, type, from: transaction(base, 1), for: AESVectors.number(1))
      #expect(working == SecretBytes(hex(expected)), "\(use) \(type)")
    }
  }

  @Test("Every flipped bit of a key serial number gives another key, or no key at all")
  func flippedBits() throws {
    let base = SecretBytes(hex(AESVectors.base128))
    func key(_ bytes: [UInt8]) throws -> SecretBytes {
      let number = try AESKeySerialNumber(bytes)
      let initial = try AESDUKPT.initialKey(from: base, for: number)
      return try AESDUKPT.workingKey(
        .dataEncryption, .aes128, from: AESDUKPT.transactionKey(from: initial, for: number),
        for: number)
    }
    let number = try AESVectors.number(0x0001_0007).bytes
    let right = try key(number)
    for flipped in everyFlippedBit(of: number) { #expect(try key(flipped) != right) }
  }

  @Test(
    "A working key is never stronger than the key it comes from",
    arguments: [AESKeyType.aes192, .aes256])
  func strength(_ type: AESKeyType) throws {
    let key = try transaction(AESVectors.base128, 1)
    #expect(throws: DUKPTError.workingKeyTooStrong) {
      try AESDUKPT.workingKey(.pin, type, from: key, for: AESVectors.number(1))
    }
  }

  @Test("A key of another length is refused", arguments: [0, 8, 17, 31, 33])
  func keyLengths(_ count: Int) throws {
    let key = SecretBytes([UInt8](repeating: 1, count: count))
    let number = try AESVectors.number(1)
    #expect(throws: DUKPTError.keyLength(count)) { try AESDUKPT.initialKey(from: key, for: number) }
    #expect(throws: DUKPTError.keyLength(count)) {
      try AESDUKPT.transactionKey(from: key, for: number)
    }
  }
}
