package import CardCrypto
import Wording

extension SecretBytes {
  /// Reads the 32 hexadecimal digits of a pairing or administrator's key from a private file.
  package init(keyFile path: String) throws {
    let text = try KeyFile.passphrase(fromFile: path)
    var digits = unsafe text.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&digits) }
    var bytes = try Hexadecimal.bytes(digits)
    guard bytes.count == 16 else {
      defer { SecretBytes.clear(&bytes) }
      throw PlainError(
        code: "invalidKey",
        Sentence(
          zhHans: "“\(path)”里应有 32 位十六进制数字。", zhHant: "「\(path)」裡應有 32 位十六進位數字。",
          en: "\"\(path)\" should hold 32 hexadecimal digits."))
    }
    self.init(consuming: &bytes)
  }

  /// Writes a key as 32 hexadecimal digits into a new private file.
  package func writeKey(to path: String) throws {
    var text = unsafe withBytes { unsafe Array(Hex.text($0).utf8) } + [0x0A]
    defer { SecretBytes.clear(&text) }
    try CardCrypto.PrivateFile.write(text, to: path, replacing: false)
  }
}
