import Crypto

/// The SHA-256 of bytes (FIPS 180-4), to notice that a text was changed.
public enum SHA256Digest {
  /// 64 lower-case hex digits.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    Hex.text(SHA256.hash(data: Array(bytes)))
  }
}
