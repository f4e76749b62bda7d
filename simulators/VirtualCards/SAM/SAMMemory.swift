public import CardCrypto
import SecureModule

/// What a virtual SAM keeps without power: its keys, its PINs and how often they were tried.
public struct SAMMemory: Sendable {
  /// The serial number, 8 bytes.
  public let serial: [UInt8]
  /// The administrator's key; `nil` while the SAM is new.
  var administratorKey: SecretBytes?
  var pins: [SAMRole: SecretBytes] = [:]
  var tries: [SAMRole: Int] = [:]
  var keys: [Int: (key: SecretBytes, right: KeyRight)] = [:]

  /// A new, empty SAM.
  public init(serial: [UInt8]) { self.serial = serial }

  var isInitialized: Bool { administratorKey != nil }

  /// Years, rights and check values, by year.
  var entries: [SAMKeyEntry] {
    keys.sorted { $0.key < $1.key }.compactMap { year, entry in
      (try? KeyCheckValue(of: entry.key)).map {
        SAMKeyEntry(year: year, right: entry.right, checkValue: $0)
      }
    }
  }
}

extension SAMMemory: CustomStringConvertible, CustomReflectable {
  /// The years, never a key or a PIN.
  public var description: String { "SAM \(Hex.text(serial)) with keys of \(keys.keys.sorted())" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A virtual SAM's memory as it is written: keys and PINs wrapped (AES key wrap, RFC 3394).
public struct SAMMemoryRecord: Codable, Sendable, Equatable {
  /// The serial number in hexadecimal.
  public let serial: String
  /// Administrator's key, PINs (filled up to 16 bytes) and issuer keys, each wrapped, in hexadecimal.
  let administratorKey: String?
  let pins: [PIN]
  let keys: [Key]

  struct PIN: Codable, Sendable, Equatable {
    let role: UInt8
    let tries: Int
    let wrapped: String
  }

  struct Key: Codable, Sendable, Equatable {
    let year: Int
    let right: KeyRight
    let wrapped: String
  }

  /// Writes a memory. Throws ``CardCrypto/KeyStoreError/invalidKey(length:)`` for a storage key that AES does
  /// not take.
  public init(_ memory: SAMMemory, under storageKey: SecretBytes) throws(KeyStoreError) {
    serial = Hex.text(memory.serial)
    administratorKey = try memory.administratorKey.map { key throws(KeyStoreError) in
      Hex.text(try AESKeyWrap.wrap(key, under: storageKey))
    }
    var pins: [PIN] = []
    for (role, pin) in memory.pins.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      var filled = unsafe pin.withBytes { unsafe Array($0) }
      filled += [UInt8](repeating: role.rawValue, count: 16 - filled.count)
      pins.append(
        PIN(
          role: role.rawValue, tries: memory.tries[role] ?? 0,
          wrapped: Hex.text(
            try AESKeyWrap.wrap(SecretBytes(consuming: &filled), under: storageKey))))
    }
    self.pins = pins
    var keys: [Key] = []
    for (year, entry) in memory.keys.sorted(by: { $0.key < $1.key }) {
      keys.append(
        Key(
          year: year, right: entry.right,
          wrapped: Hex.text(try AESKeyWrap.wrap(entry.key, under: storageKey))))
    }
    self.keys = keys
  }

  /// Reads it back; `nil` under another storage key or when anything wrapped was altered.
  public func memory(under storageKey: SecretBytes) -> SAMMemory? {
    func open(_ text: String) -> SecretBytes? {
      Hex.bytes(text).flatMap { AESKeyWrap.unwrap($0, under: storageKey) }
    }
    guard let serial = Hex.bytes(serial), serial.count == SAMProfile.serialLength else {
      return nil
    }
    var memory = SAMMemory(serial: serial)
    if let administratorKey {
      guard let key = open(administratorKey), key.count == 16 else { return nil }
      memory.administratorKey = key
    }
    for pin in pins {
      guard let role = SAMRole(rawValue: pin.role), let filled = open(pin.wrapped) else {
        return nil
      }
      memory.pins[role] = unsafe filled.withBytes {
        unsafe SecretBytes($0.prefix(SAMProfile.pinLength))
      }
      memory.tries[role] = min(max(pin.tries, 0), SAMProfile.pinTries)
    }
    for key in keys {
      guard let secret = open(key.wrapped), secret.count == 16 else { return nil }
      memory.keys[key.year] = (secret, key.right)
    }
    return memory
  }
}
