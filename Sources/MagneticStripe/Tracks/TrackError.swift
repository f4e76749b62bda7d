/// Why a track could not be read. Never holds a character of the track, only places and lengths.
public enum TrackError: Error, Sendable, Hashable {
  /// The reader itself says that it could not decode the track.
  case undecodable
  /// Nothing says where the track begins.
  case noStartSentinel
  /// The swipe stopped before the end sentinel.
  case noEndSentinel
  /// More data than the track can hold between its sentinels; `maximum` is what it can hold.
  case tooLong(maximum: Int)
  /// A character that the track's character set does not have. Positions count from 0.
  case character(position: Int)
  /// A character whose parity bit is wrong. Positions count from 0 at the start sentinel.
  case parity(position: Int)
  /// The longitudinal redundancy check (LRC) does not fit the characters.
  case redundancy
  /// The reader states more characters than it sent.
  case cutShort(stated: Int, present: Int)
  /// The track came more than once, with different contents.
  case repeated
  /// The reader's head encrypts and no key for it is at hand. The key serial number, where the
  /// reader gives one, is public: 20 hexadecimal digits.
  case encrypted(keySerialNumber: String?)
  /// The track was decrypted, and what came out is no track: the key at hand is not this reader's, or
  /// the report was damaged.
  case undecipherable(keySerialNumber: String?)
  /// The track was decrypted, and its SHA-1 is not the one that the head sent with it: what was
  /// encrypted is not what the head read.
  case hashMismatch(keySerialNumber: String?)
  /// The CRC at the end of what the reader typed does not fit: keys were lost or came in between.
  case checksum
  /// The reader's head encrypts and has used up its keys; it reads no card any more.
  case keysExhausted

  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .undecodable: "trackUndecodable"
    case .noStartSentinel: "trackNoStartSentinel"
    case .noEndSentinel: "trackNoEndSentinel"
    case .tooLong: "trackTooLong"
    case .character: "trackCharacter"
    case .parity: "trackParity"
    case .redundancy: "trackRedundancy"
    case .cutShort: "trackCutShort"
    case .repeated: "trackRepeated"
    case .encrypted: "trackEncrypted"
    case .undecipherable: "trackUndecipherable"
    case .hashMismatch: "trackHashMismatch"
    case .checksum: "trackChecksum"
    case .keysExhausted: "trackKeysExhausted"
    }
  }
}
