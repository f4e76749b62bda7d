/// SDMMAC, the code at the end of a mirrored URL (NXP AN12196, chapter 3).
public enum SDMCode {
  /// The length of the code.
  public static let byteCount = 8

  /// SV2 = 3CC3 0001 0080 ‖ UID ‖ counter: what the session key is the CMAC of, under the file-read
  /// key.
  public static func sessionVector(_ data: PICCData) -> [UInt8] {
    [0x3C, 0xC3, 0x00, 0x01, 0x00, 0x80] + data.uid + data.counterBytes
  }

  /// The code of the mirrored text from SDMMACInputOffset to SDMMACOffset; nothing if they are equal.
  public static func code(
    of text: [UInt8] = [], sessionKey: SecretBytes
  ) throws(KeyStoreError) -> [UInt8] {
    TruncatedCode.bytes(of: try AESCMAC.code(of: text, key: sessionKey))
  }

  /// The same from the file-read key itself, for virtual cards.
  public static func code(
    of text: [UInt8] = [], for data: PICCData, fileReadKey: SecretBytes
  ) throws(KeyStoreError) -> [UInt8] {
    var key = try AESCMAC.code(of: sessionVector(data), key: fileReadKey)
    return try code(of: text, sessionKey: SecretBytes(consuming: &key))
  }
}
