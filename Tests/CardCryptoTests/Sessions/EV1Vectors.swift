/// Conversations with a real MIFARE DESFire EV1 that the author of "DIY electronic RFID Door Lock"
/// (Elmü, CodeProject article 1096861, 2016) published; every code recomputed with OpenSSL 3.
enum EV1Vectors {
  struct Authentication: Sendable, CustomStringConvertible {
    let key: String
    let challenge: String
    let rndA: String
    let reply: String
    let answer: String
    let sessionKey: String

    var description: String { "key \(key)" }
  }

  static let authentications = [
    Authentication(
      key: "00000000000000000000000000000000", challenge: "B969FDFE56FD91FC9DE6F6F213B8FD1E",
      rndA: "F44B26F5686F3A391CD38EBD10772281",
      reply: "36AAD7DF6E436BA08D18613830A70D5AD43E3D3F4A8D47541EEE623A934E4774",
      answer: "800DB680BC146BD121D6578F2D2E2059", sessionKey: "F44B26F5C05DDD7110772281C4D066E8"),
    Authentication(
      key: "10182028303840485058606870788088", challenge: "B351CB2465D4F33AC627FD6E87A168F2",
      rndA: "40E7D27174CBA675E8EFBAB99C530E3D",
      reply: "044B6CAC343A0865895149649CA8DDE1F5AC4EC67BD208900AF02F049E05F0B0",
      answer: "A2EE144B1012FBEB7B2F11132D95A454", sessionKey: "40E7D271626FFBD49C530E3D304F5B17"),
  ]

  struct Exchange: Sendable {
    let instruction: UInt8
    let header: String
    var data = ""
    let answer: String
    let code: String
  }

  /// The 80 bytes that the conversation writes and reads.
  private static let content = (0x00..<0x50).map { String($0, radix: 16) }
    .map { $0.count == 1 ? "0" + $0 : $0 }.joined().uppercased()

  private static func content(_ range: Range<Int>) -> String {
    let characters = Array(content)
    return String(characters[range.lowerBound * 2..<range.upperBound * 2])
  }

  /// What followed the second authentication: create a file, list, settings, write, read, delete.
  static let conversation = [
    Exchange(
      instruction: 0xCD, header: "05001100500000", answer: "", code: "A75316AD1596B953"),
    Exchange(instruction: 0x6F, header: "", answer: "05", code: "2D5FF67FFEC9D2D3"),
    Exchange(
      instruction: 0xF5, header: "05", answer: "00001100500000", code: "2AAC7517024E09DC"),
    Exchange(
      instruction: 0x3D, header: "05000000340000", data: content(0..<0x34), answer: "",
      code: "765C9DAA50ECB62F"),
    Exchange(
      instruction: 0x3D, header: "053400001C0000", data: content(0x34..<0x50), answer: "",
      code: "3E0AED986B8B0F37"),
    Exchange(
      instruction: 0xBD, header: "05000000300000", answer: content(0..<0x30),
      code: "4C65F1F842262BAC"),
    Exchange(
      instruction: 0xBD, header: "05300000200000", answer: content(0x30..<0x50),
      code: "F02205CF913C03C9"),
    Exchange(instruction: 0xDF, header: "05", answer: "", code: "1BEF0D32B6D1D7F9"),
  ]

  struct KeyChangeVector: Sendable {
    let sessionKey: String
    let keyNumber: UInt8
    let old: String?
    let new: String
    let cryptogram: String
    var code: String?
  }

  static let keyChanges = [
    KeyChangeVector(
      sessionKey: "F44B26F5C05DDD7110772281C4D066E8", keyNumber: 0, old: nil,
      new: "00102030405060708090A0B0B0A09080",
      cryptogram: "E9F85E219496C2B58C1090DC3935FAE9E840CF61B383D9531946256B1F110C10"),
    KeyChangeVector(
      sessionKey: "C2A1E47B27104712FE6D00A71177A19B", keyNumber: 0, old: nil,
      new: "10182028303840485058606870788088",
      cryptogram: "2945E3760E60F4A4046BB8A505B31CF559A3A2E05213BC82942CA6AB5DBCECF5"),
    KeyChangeVector(
      sessionKey: "C2A1E47BD8100044FE6D00A74D7AB17C", keyNumber: 1,
      old: "00000000000000000000000000000000", new: "00102030405060708090A0B0B0A09080",
      cryptogram: "E7ECCB6BD1CA64BC161A12B1C024F71430337408C8A87EACAB7A1FF18951FCA3",
      code: "2128D3CD9C9ACFFF"),
  ]
}
