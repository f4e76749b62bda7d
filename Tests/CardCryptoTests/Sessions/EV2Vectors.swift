/// Worked examples from NXP AN12196 rev. 2.0 (NTAG 424 DNA features and hints) and AN12343 (MIFARE
/// DESFire Light features and hints), by their table or section, and from a thread of the NXP Community;
/// every value recomputed with OpenSSL 3.
enum EV2Vectors {
  struct Authentication: Sendable, CustomStringConvertible {
    let source: String
    let challenge: String
    let rndB: String
    let rndA: String
    let reply: String
    /// `nil` where the document leaves it out.
    var answer: String?
    var identifier = ""
    let encryption: String
    let authentication: String

    var description: String { source }
  }

  static let authentications = [
    Authentication(
      source: "AN12196, table 14: EV2First, key 0", challenge: "A04C124213C186F22399D33AC2A30215",
      rndB: "B9E2FC789B64BF237CCCAA20EC7E6E48", rndA: "13C5DB8A5930439FC3DEF9A4C675360F",
      reply: "35C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D",
      answer: "3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F08120663",
      identifier: "9D00C4DF", encryption: "1309C877509E5A215007FF0ED19CA564",
      authentication: "4C6626F5E72EA694202139295C7A7FC7"),
    Authentication(
      source: "AN12196, table 19: EV2First, key 3", challenge: "B875CEB0E66A6C5CD00898DC371F92D1",
      rndB: "91517975190DCEA6104948EFA3085C1B", rndA: "B98F4C50CF1C2E084FD150E33992B048",
      reply: "FF0306E47DFBC50087C4D8A78E88E62DE1E8BE457AA477C707E2F0874916A8B1",
      answer: "0CC9A8094A8EEA683ECAAC5C7BF20584206D0608D477110FC6B3D5D3F65C3A6A",
      identifier: "7614281A", encryption: "7A93D6571E4B180FCA6AC90C9A7488D4",
      authentication: "FC4AF159B62E549B5812394CAB1918CC"),
    Authentication(
      source: "AN12196, table 23: EV2NonFirst, key 0",
      challenge: "A6A2B3C572D06C097BB8DB70463E22DC", rndB: "6924E8D09722659A2E7DEC68E66312B8",
      rndA: "60BE759EDA560250AC57CDDC11743CF6",
      reply: "BE7D45753F2CAB85F34BC60CE58B940763FE969658A532DF6D95EA2773F6E991",
      encryption: "4CF3CB41A22583A61E89B158D252FC53",
      authentication: "5529860B2FC5FB6154B7F28361D30BF9"),
    Authentication(
      source: "AN12343, table 16: EV2First, key 0", challenge: "24677DDBD46349E623798FD729006E79",
      rndB: "FA659AD0DCA738DD65DC7DC38612AD81", rndA: "B04D0787C93EE0CC8CACC8E86F16C6FE",
      reply: "3B50445F21D21D77D500794DEB245E5A754F5F901844259F4C9B31A5C7335ACD",
      answer: "04C6DBD67417ED0D31DDDE4D2E3FFAC2B4B074F638EEF7FFF9254963B65C7759",
      identifier: "8CF141F3", encryption: "63DC07286289A7A6C0334CA31C314A04",
      authentication: "774F26743ECE6AF5033B6AE8522946F6"),
  ]

  struct Message: Sendable, CustomStringConvertible {
    let source: String
    let identifier: String
    let encryption: String
    let authentication: String
    var counter: UInt16 = 0
    let mode: UInt8
    let instruction: UInt8
    var header = ""
    var data = ""
    /// What follows the instruction byte in the command, code included.
    let sealed: String
    /// The answer without its status; `nil` where the document leaves it out.
    var answer: String?
    var answerData = ""

    var description: String { source }
  }

  private static let first = (
    "9D00C4DF", "1309C877509E5A215007FF0ED19CA564", "4C6626F5E72EA694202139295C7A7FC7"
  )
  private static let changing = (
    "7614281A", "4CF3CB41A22583A61E89B158D252FC53", "5529860B2FC5FB6154B7F28361D30BF9"
  )
  private static let light = (
    "CD73D8E5", "FFBCFE1F41840A09C9A88D0A4B10DF05", "37E7234B11BEBEFDE41A8F290090EF80"
  )

  private static let lightMAC = (
    "E2D3AF69", "C4C9F2A734F32967FAC80A0F37C764F0", "9366FA195EB566F5BD2BAD4020B83002"
  )
  /// What AN12343 writes into a file of 48 bytes and reads back.
  private static let file =
    "22222222222222222222222222222222222222222222222222"
    + "0000000000000000000000000000000000000000000000"

  static let messages = [
    Message(
      source: "AN12196, section 4.3: GetFileSettings, MAC", identifier: "7A21085E",
      encryption: "00000000000000000000000000000000",
      authentication: "8248134A386E86EB7FAF54A52E536CB6", mode: 1, instruction: 0xF5,
      header: "02", sealed: "026597A457C8CD442C",
      answer: "0040EEEE000100D1FE001F00004400004400002000006A00002A474282E7A47986",
      answerData: "0040EEEE000100D1FE001F00004400004400002000006A0000"),
    Message(
      source: "AN12196, table 17: WriteData, full", identifier: first.0, encryption: first.1,
      authentication: first.2, mode: 3, instruction: 0x8D, header: "02000000800000",
      data: "0051D1014D550463686F6F73652E75726C2E636F6D2F6E7461673432343F653D"
        + "3030303030303030303030303030303030303030303030303030303030303030"
        + "26633D3030303030303030303030303030303000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000",
      sealed: "02000000800000"
        + "421C73A27D827658AF481FDFF20A5025B559D0E3AA21E58D347F343CFFC768BF"
        + "E596C706BC00F2176781D4B0242642A0FF5A42C461AAF894D9A1284B8C76BCFA"
        + "658ACD40555D362E08DB15CF421B51283F9064BCBE20E96CAE545B407C9D651A"
        + "3315B27373772E5DA2367D2064AE054AF996C6F1F669170FA88CE8C4E3A4A7BB"
        + "BEF0FD971FF532C3A802AF745660F2B4D1D9A8499661EBF3",
      answer: "FC222E5F7A542452"),
    Message(
      source: "AN12196, table 18: ChangeFileSettings, full", identifier: first.0,
      encryption: first.1, authentication: first.2, counter: 1, mode: 3, instruction: 0x5F,
      header: "02", data: "4000E0C1F121200000430000430000",
      sealed: "0261B6D97903566E84C3AE5274467E89EAD799B7C1A0EF7A04", answer: "57BFF87B1241E93D"),
    Message(
      source: "AN12196, section 5.12: WriteData to the proprietary file, full",
      identifier: "7614281A", encryption: "7A93D6571E4B180FCA6AC90C9A7488D4",
      authentication: "FC4AF159B62E549B5812394CAB1918CC", mode: 3, instruction: 0x8D,
      header: "030000000A0000", data: "0102030405060708090A",
      sealed: "030000000A00006B5E6804909962FC4E3FF5522CF0F8436C0C53315B9C73AA",
      answer: "C26D236E4A7C046D"),
    Message(
      source: "AN12196, table 25: ChangeKey of another key, full", identifier: changing.0,
      encryption: changing.1, authentication: changing.2, counter: 2, mode: 3, instruction: 0xC4,
      header: "02", data: "F3847D627727ED3BC9C4CC050489B96601789DFADC",
      sealed: "022CF362B7BF4311FF3BE1DAA295E8C68DE09050560D19B9E16C2393AE9CD1FAC75D0CE20BCD1D06E6",
      answer: "203BB55D1089D587"),
    Message(
      source: "AN12196, table 26: ChangeKey of the session's key, full", identifier: changing.0,
      encryption: changing.1, authentication: changing.2, counter: 3, mode: 3, instruction: 0xC4,
      header: "00", data: "5004BF991F408672B1EF00F08F9E864701",
      sealed: "00C0EB4DEEFEDDF0B513A03A95A75491818580503190D4D05053FF75668A01D6FDA6610234BDED6432"),
    Message(
      source: "AN12196, table 28: GetCardUID, full", identifier: "DF055522",
      encryption: "2B4D963C014DC36F24F69A50A394F875",
      authentication: "379D32130CE61705DD5FD8C36B95D764", mode: 3, instruction: 0x51,
      sealed: "8E2C155ADDA99BE3", answer: "70756055688505B52A5E26E59E329CD6595F672298EA41B7",
      answerData: "04958CAA5C5E80"),
    Message(
      source: "AN12343: GetCardUID, full", identifier: "569D4B24",
      encryption: "C1D7BD9F60034D8432F9AF3403D573D0",
      authentication: "FD9E26C9766F07C1D07106C0F8F3671F", mode: 3, instruction: 0x51,
      // The command's code is not in the document; it was computed with OpenSSL 3.
      sealed: "5CA9EF7C912A391B", answer: "CDFFBF6D34231DA2789DA9D3AB15D560CE75E39EDBE94C2F",
      answerData: "04DE5F1EACC040"),
    Message(
      source: "AN12343, table 25: WriteData, full", identifier: light.0, encryption: light.1,
      authentication: light.2, mode: 3, instruction: 0x8D, header: "00000000190000",
      data: "22222222222222222222222222222222222222222222222222",
      sealed: "00000000190000D7446FBC912580C0A65E738D28B609E43ADBB8FB2B4CA68744D1BBEBB37EBD32"
        + "700ADF7BB9F62A6C", answer: "B9A534A7A73EE0DD"),
    Message(
      source: "AN12343, table 26: ReadData, full", identifier: light.0, encryption: light.1,
      authentication: light.2, counter: 1, mode: 3, instruction: 0xAD, header: "00000000300000",
      sealed: "000000003000007CF94F122B3DB05F",
      answer: "8848D0F9B9FD4495770C89925B2A85C7274D350FA9029C484D43804886662DC4"
        + "2D7F40A6D7A415E4A71EFF79EB8E5721AC3BF1CAAFE8EB2CAA2DC162E67A97A38ED7888F22B3A587",
      answerData: file),
    Message(
      source: "AN12343, table 23: WriteData, MAC", identifier: lightMAC.0, encryption: lightMAC.1,
      authentication: lightMAC.2, mode: 1, instruction: 0x8D, header: "00000000190000",
      data: "22222222222222222222222222222222222222222222222222",
      sealed: "00000000190000"
        + "22222222222222222222222222222222222222222222222222" + "68F2C28C575A1628",
      answer: "0820F68898C2A7F1"),
    Message(
      source: "AN12343, table 24: ReadData, MAC", identifier: lightMAC.0, encryption: lightMAC.1,
      authentication: lightMAC.2, counter: 1, mode: 1, instruction: 0xAD,
      header: "00000000300000", sealed: "000000003000000D9BE191D5960834",
      answer: file + "A49A44222D926666", answerData: file),
    Message(
      // The table gives the key of the codes only.
      source: "AN12343, table 39: GetKeyVersion, MAC", identifier: "5084A1A3",
      encryption: "00000000000000000000000000000000",
      authentication: "AAB799EBB2B22AC79D7F3EB0E1CFD49E", mode: 1, instruction: 0x64,
      header: "00", sealed: "007F0A6EABC174B6DF"),
    Message(
      source: "NXP Community, thread 929654: WriteData of five bytes, full",
      identifier: "FBCF7BCF", encryption: "1D8C929597A19990295306DEFC57755A",
      authentication: "2D9377F5CAAA1D53935454806B170723", mode: 3, instruction: 0x8D,
      header: "00000000050000", data: "3132333435",
      sealed: "0000000005000077A2FD1B2BC19EC917B26D17694B6844CD3177470834C634"),
    Message(
      // The thread does not give the key of the cipher, which this command does not need.
      source: "NXP Community, thread 929654: ReadData, full", identifier: "B39DB014",
      encryption: "00000000000000000000000000000000",
      authentication: "C3D79B25473D4DC735F856F6DA8F7C22", counter: 1, mode: 3,
      instruction: 0xAD, header: "00000000190000", sealed: "00000000190000E2B5F6406CF1FA8C"),
  ]

  /// AN12196, tables 25 and 26: the keys that they set.
  static let otherKey = "F3847D627727ED3BC9C4CC050489B966"
  static let ownKey = "5004BF991F408672B1EF00F08F9E8647"
}
