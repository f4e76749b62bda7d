import CardCrypto
import TestSupport

/// ANSI X9.24-3:2017, annex B and the supplement of test vectors that ASC X9 publishes: base derivation
/// key FEDCBA9876543210F1F1F1F1F1F1F1F1 (once for AES-128, twice in a row for AES-256), initial key id
/// 1234567890123456. Every value was computed again with an independent program (Python,
/// `cryptography`).
enum AESVectors {
  static let base128 = "FEDCBA9876543210F1F1F1F1F1F1F1F1"
  static let base256 = base128 + base128
  static let initial128 = "1273671EA26AC29AFA4D1084127652A1"
  static let initial256 = "CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F"

  /// Counter, then the AES-128 keys for PIN, code generation and data encryption.
  static let sequence: [(counter: UInt32, pin: String, mac: String, data: String)] = [
    (
      1, "AF8CB133A78F8DC2D1359F18527593FB", "A2DC23DE6FDE0824A2BC321E08E4B8B7",
      "A35C412EFD41FDB98B69797C02DCD08F"
    ),
    (
      2, "D30BDC73EC9714B000BEC66BDB7B6D09", "484C3B06E8562704528CD5B46FB12FB6",
      "D639514AA33AC43AD9229E433D6D4E5B"
    ),
    (
      3, "7D69F01F3B45449F62C7816ECE723268", "A5DF7D9D800CA769766F0C77CA4E6E6C",
      "EF17F6AB45B4820C93A3DCB21BC491AD"
    ),
    (
      4, "91A0588318EC2673214271F70137896E", "E6E4679647D8A9057C1FC15537CB4C4E",
      "B3BD44C08BB6BA27C3BB4711D7D70387"
    ),
    (
      5, "35A43BC9EFEB09C756204B57E3FB7D4D", "0588185FE1FF8C7E22FAD78C1C61F065",
      "CA02DF6F30B39E14BD0B4A30E460920F"
    ),
    (
      8, "4D9DF3FBEE3448FC3E676D04320A90F5", "6FD572E5D59E618875F193484F9178FB",
      "650F34204ABD4E57764D61AC3D266FB1"
    ),
    (
      0x0001_FFFE, "DDF7E08A84B5478C498D007C743BF762", "6D7623AD652734B8FAE1B6E093EACE3D",
      "8E4E5D5E0F01C54F01F4ACA1C8F8EDCE"
    ),
    (
      0x0002_0000, "AB828BE7B58C7EC5D5ED0D5D320A0C9D", "0B59D3D7D93028D97135FB895CACE24E",
      "13361208975755318FE7AE28C9616014"
    ),
  ]

  /// The AES-128 working keys of the first transaction.
  static let uses: [(use: AESKeyUse, key: String)] = [
    (.keyEncryption, "36A724B7BEFA5A25F5E7B5782A4554A2"),
    (.pin, "AF8CB133A78F8DC2D1359F18527593FB"),
    (.macGeneration, "A2DC23DE6FDE0824A2BC321E08E4B8B7"),
    (.macVerification, "DBB463945B286C07CD3AD82EE96FD9C9"),
    (.macBoth, "85675439D18D7F1158BD8E3EAA3D502B"),
    (.dataEncryption, "A35C412EFD41FDB98B69797C02DCD08F"),
    (.dataDecryption, "16292C6EA8F64C5420A0584BFBC577BE"),
    (.dataBoth, "A308E080DD15A1B741F1721BF67DE11C"),
  ]

  /// Base derivation key, use, type, and the working key of the first transaction.
  static let types: [(base: String, use: AESKeyUse, type: AESKeyType, key: String)] = [
    (base128, .pin, .tdea2, "630C706D9546E47D4449313F61C4D4AB"),
    (base128, .pin, .tdea3, "EA8B3F37EB9B15831167EF2977FD8762D9B5913F35766F6A"),
    (base256, .pin, .aes128, "09C9C432966811D6B2C3336BAC1B1202"),
    (base256, .macGeneration, .aes128, "F04A1FABD4176E15490CEC82E217A96D"),
    (base256, .dataEncryption, .aes128, "616D59AE91F8CC7016F89FDA29605FA4"),
    (
      base256, .pin, .aes256,
      "8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502"
    ),
    (
      base256, .macGeneration, .aes256,
      "61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549"
    ),
    (
      base256, .dataEncryption, .aes256,
      "71EB36C9A6B7F801D1D1700C29741FC5A5C4E9B45D742DA7AF6992B8AA29AF58"
    ),
    // AES-192 is not in the supplement; these come from the independent program alone.
    (
      base128 + "FEDCBA9876543210", .pin, .aes192,
      "C5043EDC7F2C001097974D40FF82A050B64A1AB27879F3DB"
    ),
    (
      base128 + "FEDCBA9876543210", .dataEncryption, .aes192,
      "C1D4541AE0E33949DD03F2A10B5E5486BBCAC1C520320E0C"
    ),
  ]

  static func number(_ counter: UInt32) throws -> AESKeySerialNumber {
    try AESKeySerialNumber(hex("123456789012345600000000")).with(counter: counter)
  }
}
