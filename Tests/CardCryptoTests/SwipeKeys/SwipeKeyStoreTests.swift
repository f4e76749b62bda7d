import CardCrypto
import TestSupport
import Testing

/// Tracks that readers' makers publish as examples, encrypted under the standard's test key.
enum PublishedTracks {
  /// MagTek MagneSafe V5 manual 99875475, appendix with decryption examples.
  static let magTek = (
    number: "FFFF9876543210E00008",
    encrypted: "C25C1D1197D31CAA87285D59A892047426D9182EC11353C051ADD6D0F072A6CB"
      + "3436560B3071FC1FD11D9F7E74886742D9BEE0CFD1EA1064C213BB55278B2F12",
    clear: "%B5452300551227189^HOGAN/PAUL      ^08043210000000725000000?\0\0\0\0"
  )
  /// ID TECH SecureMag manual 80096504, chapter with decryption examples.
  static let idTech = [
    (
      number: "62994901190000000002",
      encrypted: "DA7F2A52BD3F6DD8B96C50FC39C7E6AF22F06ED1F033BE0FB23D6BD33DC5A1F8"
        + "08512F7AE18D47A60CC3F4559B1B093563BE7E07459072ABF8FAAB5338C6CC88"
        + "15FF87797AE3A7BE",
      clear: "%B4266841088889999^BUSH JR/GEORGE W.MR^0809101100001100000000046000000?!"
    ),
    (
      number: "62994901190000000002",
      encrypted: "AB3B10A3FBC230FBFB941FAC9E82649981AE79F2632156E775A06AEDAFAF6F0A"
        + "184318C5209E55AD",
      clear: ";4266841088889999=080910110000046?0\0\0\0\0\0"
    ),
  ]
}

@Suite("Reader keys")
struct SwipeKeyStoreTests {
  private func store(
    _ prefix: String, variant: SwipeKeyVariant = .reader
  ) throws -> MemorySwipeKeyStore {
    var store = MemorySwipeKeyStore()
    try store.add(
      baseKey: TDESVectors.baseKey, prefix: KeySetPrefix(hex(prefix)), variant: variant)
    return store
  }

  private func text(_ secret: SecretBytes) -> String {
    unsafe secret.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  @Test("MagTek's published track is decrypted with the PIN key")
  func magTek() throws {
    let track = PublishedTracks.magTek
    let clear = try store("FFFF987654").decrypt(
      hex(track.encrypted).span, cipher: .tdes, variant: .pin,
      number: KeySerialNumber(hex(track.number)))
    #expect(text(clear) == track.clear)
  }

  @Test("ID TECH's published tracks are decrypted with the data key")
  func idTech() throws {
    for track in PublishedTracks.idTech {
      let clear = try store("629949").decrypt(
        hex(track.encrypted).span, cipher: .tdes, variant: .data,
        number: KeySerialNumber(hex(track.number)))
      #expect(text(clear) == track.clear)
    }
  }

  @Test("A key set can say with which key its readers encrypt")
  func variantOfTheSet() throws {
    let track = PublishedTracks.magTek
    let number = try KeySerialNumber(hex(track.number))
    let data = hex(track.encrypted)
    #expect(
      text(
        try store("FFFF987654", variant: .pin)
          .decrypt(data.span, cipher: .tdes, variant: .data, number: number)) == track.clear)
    let other = try store("FFFF987654", variant: .data)
      .decrypt(data.span, cipher: .tdes, variant: .pin, number: number)
    #expect(unsafe other.withBytes { unsafe $0.first } != UInt8(ascii: "%"))
  }

  @Test("The longest prefix that fits decides; none that fits is said by name")
  func prefixes() throws {
    var store = try store("FFFF98")
    let number = try KeySerialNumber(hex(PublishedTracks.magTek.number))
    let wrong = SecretBytes([UInt8](repeating: 7, count: 16))
    try store.add(baseKey: wrong, prefix: KeySetPrefix(hex("FFFF987655")))
    #expect(store.keySet(for: number)?.prefix.description == "FFFF98")
    try store.add(baseKey: wrong, prefix: KeySetPrefix(hex("FFFF9876")))
    #expect(store.keySet(for: number)?.prefix.description == "FFFF9876")
    let foreign = try KeySerialNumber(hex("629949012C0000000003"))
    #expect(throws: SwipeKeyError.noKeySet(foreign)) {
      try store.decrypt(
        [UInt8](repeating: 0, count: 8).span, cipher: .tdes, variant: .pin, number: foreign)
    }
  }

  @Test("The initial key of one reader decrypts that reader's tracks and no other's")
  func initialKey() throws {
    let track = PublishedTracks.magTek
    let number = try KeySerialNumber(hex(track.number))
    var store = MemorySwipeKeyStore()
    try store.add(
      initialKey: TDESVectors.key(TDESVectors.initialKey), of: number)
    let clear = try store.decrypt(
      hex(track.encrypted).span, cipher: .tdes, variant: .pin, number: number)
    #expect(text(clear) == track.clear)
    #expect(store.keySet(for: try KeySerialNumber(hex("FFFF9876543212000008"))) == nil)
  }

  @Test(
    "What is encrypted comes back, with either cipher and either way of deriving",
    arguments: TrackCipher.allCases)
  func roundTrip(_ cipher: TrackCipher) throws {
    var store = try store("FFFF987654")
    let base = SecretBytes(hex(AESVectors.base128))
    try store.add(baseKey: base, prefix: KeySetPrefix(hex("12345678")), algorithm: .aes)
    let aes = try AESVectors.number(3)
    let aesKey = try AESDUKPT.workingKey(
      .dataEncryption, cipher == .tdes ? .tdea2 : .aes128,
      from: AESDUKPT.transactionKey(
        from: AESDUKPT.initialKey(from: base, for: aes), for: aes), for: aes)
    let tdes = try TDESVectors.number("FFFF9876543210E00003")
    let tdesKey = try TDESDUKPT.workingKey(
      .dataRequest, from: TDESVectors.key(TDESVectors.sequence[2].key))
    for (key, number) in [(aesKey, KeySerialNumber.aes(aes)), (tdesKey, .tdes(tdes))] {
      for count in [1, 7, 8, 16, 17, 39, 112] {
        let clear = (0..<count).map { UInt8($0 + 1) }
        let encrypted = try cipher.encrypt(clear, key: key)
        #expect(encrypted.count == cipher.paddedCount(count))
        let back = try store.decrypt(encrypted.span, cipher: cipher, variant: .data, number: number)
        #expect(
          back
            == SecretBytes(clear + [UInt8](repeating: 0, count: encrypted.count - count)))
      }
    }
  }

  @Test("Part of a block is refused", arguments: [1, 7, 9, 15])
  func partOfABlock(_ count: Int) throws {
    let number = try KeySerialNumber(hex(PublishedTracks.magTek.number))
    let store = try store("FFFF98")
    #expect(throws: SwipeKeyError.dukpt(.dataLength(count))) {
      try store.decrypt(
        [UInt8](repeating: 0, count: count).span, cipher: .tdes, variant: .pin, number: number)
    }
  }

  @Test("A key of the wrong length and a prefix that tells nothing apart are refused")
  func badKeys() throws {
    var store = MemorySwipeKeyStore()
    #expect(throws: SwipeKeyError.dukpt(.keyLength(24))) {
      try store.add(
        baseKey: SecretBytes([UInt8](repeating: 1, count: 24)),
        prefix: KeySetPrefix(hex("FFFF98")))
    }
    for count in [0, 2, 9] {
      #expect(throws: SwipeKeyError.prefixLength(count)) {
        try KeySetPrefix([UInt8](repeating: 1, count: count))
      }
    }
  }

  @Test("A store shows prefixes and check values, never a key")
  func concealed() throws {
    let store = try store("FFFF987654")
    #expect("\(store)" == "reader keys of [FFFF987654]")
    #expect(Mirror(reflecting: store).children.isEmpty)
    #expect(store.keySets.first?.checkValue.description == "08d7b4")
  }
}
