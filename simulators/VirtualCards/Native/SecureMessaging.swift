import CardCrypto
import VIPCard

/// Which session a card is in, and with which key.
enum SecureMessaging: Sendable {
  /// Nobody is authenticated.
  case none
  /// After AuthenticateAES.
  case ev1(EV1Session, key: UInt8)
  /// After AuthenticateEV2First.
  case ev2(EV2Session, key: UInt8)

  /// The number of the key.
  var key: UInt8? {
    switch self {
    case .none: nil
    case .ev1(_, let key), .ev2(_, let key): key
    }
  }

  /// How long the data of a command is on the way, code included.
  func sealedLength(of count: Int, mode: CommunicationMode) -> Int {
    switch self {
    case .none: count
    case .ev1: EV1Session.sealedLength(of: count, mode: mode)
    case .ev2: EV2Session.sealedLength(of: count, mode: mode)
    }
  }

  /// The data of a command, checked.
  mutating func open(
    _ instruction: UInt8, header: [UInt8] = [], sealed: [UInt8] = [], count: Int = 0,
    mode: CommunicationMode = .mac
  ) throws(NativeStatus) -> [UInt8] {
    guard sealed.count == sealedLength(of: count, mode: mode) else { throw .lengthError }
    switch self {
    case .none: return sealed
    case .ev1(var session, let key):
      defer { self = .ev1(session, key: key) }
      return try Self.native { () throws(SessionError) in
        try session.openCommand(
          instruction, header: header, sealed: sealed, count: count, mode: mode)
      }
    case .ev2(var session, let key):
      defer { self = .ev2(session, key: key) }
      let data = try Self.native { () throws(SessionError) in
        try session.openCommand(instruction, header: header, sealed: sealed, mode: mode)
      }
      guard data.count == count else { throw .lengthError }
      return data
    }
  }

  /// The enciphered data of a command whose length only its contents tell, checked.
  mutating func openFull(
    _ instruction: UInt8, header: [UInt8], sealed: [UInt8]
  ) throws(NativeStatus) -> [UInt8] {
    guard case .ev2(var session, let key) = self else { throw .authenticationError }
    defer { self = .ev2(session, key: key) }
    return try Self.native { () throws(SessionError) in
      try session.openCommand(instruction, header: header, sealed: sealed, mode: .full)
    }
  }

  /// An answer with status `00`.
  mutating func seal(
    _ data: [UInt8] = [], mode: CommunicationMode = .mac
  ) throws(NativeStatus) -> [UInt8] {
    switch self {
    case .none: return data
    case .ev1(var session, let key):
      defer { self = .ev1(session, key: key) }
      return try Self.native { () throws(SessionError) in
        try session.sealAnswer(data, mode: mode)
      }
    case .ev2(let session, _):
      return try Self.native { () throws(SessionError) in
        try session.sealAnswer(data, mode: mode)
      }
    }
  }

  /// A new key from the command that carries it.
  mutating func openKeyChange(
    _ sealed: [UInt8], keyNumber: UInt8, replacing old: SecretBytes?
  ) throws(NativeStatus) -> KeyChange {
    switch self {
    case .none: throw .authenticationError
    case .ev1(var session, let key):
      defer { self = .ev1(session, key: key) }
      return try Self.native { () throws(SessionError) in
        try session.openKeyChange(sealed, keyNumber: keyNumber, replacing: old)
      }
    case .ev2(var session, let key):
      defer { self = .ev2(session, key: key) }
      return try Self.native { () throws(SessionError) in
        try session.openKeyChange(sealed, keyNumber: keyNumber, replacing: old)
      }
    }
  }

  private static func native<Result>(
    _ body: () throws(SessionError) -> Result
  ) throws(NativeStatus) -> Result {
    do {
      return try body()
    } catch {
      switch error {
      case .length: throw .lengthError
      case .notAuthentic, .exhausted, .keys: throw .integrityError
      }
    }
  }
}
