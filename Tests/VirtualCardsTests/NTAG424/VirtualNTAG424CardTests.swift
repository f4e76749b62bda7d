import BusinessCalendar
import CardCrypto
import Foundation
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual NTAG 424 DNA")
struct VirtualNTAG424CardTests {
  static let uid = hex("04782E21801D80")

  private func personalised(mode: CommunicationMode = .mac) async throws -> VirtualNTAG424Card {
    let year = try #require(CardYear(2026))
    let identity = try #require(
      CardIdentity(number: CardNumber("9156880012345672"), year: year, sequence: 1))
    return try await .personalised(
      identity: identity, uid: Self.uid, issued: try #require(BusinessDate("2025-12-03")),
      keys: MemoryKeyStore([2026: SecretBytes((0...15).map { UInt8($0) })], right: .issue),
      mode: mode, random: SplitMix64(seed: 3))
  }

  private func terminal(_ card: VirtualNTAG424Card) -> NativeTerminal<VirtualNTAG424Card> {
    var terminal = NativeTerminal(card)
    #expect(terminal.send("00A4040C07D276000085010100") == "9000")
    return terminal
  }

  @Test("Its answer-to-reset is that of PC/SC part 3, with a valid check byte")
  func answerToReset() {
    let atr = ATR(VirtualNTAG424Card(NTAG424Memory(uid: Self.uid)).atr)
    #expect(atr.problems.isEmpty && atr.isContactless)
  }

  @Test("Every wrong command has the status word of the data sheet")
  func statusWords() async throws {
    var terminal = NativeTerminal(try await personalised())
    for (command, answer) in [
      ("FFCA000000", "04782E21801D809000"), ("FFCA010000", "809000"),
      ("90640000010100", "919D"), ("00A4040C07D27600008501FF00", "6A82"),
      ("00A4000C02E10400", "6A82"), ("00A4040C07D276000085010100", "9000"), ("00B0000000", "6986"),
      ("00A4000C02E10600", "6A82"), ("00A4000C02E105", "9000"), ("00B0000020", "6982"),
      ("00A4000C02E103", "9000"),
      ("00B0000017", "001720010000FF0406E10401000000" + "0506E105008082839000"),
      ("00B0002001", "6B00"), ("00B0810002", "00179000"), ("00B0870002", "6A82"),
      ("90640000010100", "1A9100"), ("90640000010500", "9140"), ("9071000002050000", "9140"),
      ("90AA0000010100", "911C"), ("905A000003F4812000", "911C"),
      ("90AD00000703000000200000" + "00", "91AE"), ("90AD00000709000000200000" + "00", "91F0"),
      ("90AD00000702000000010100" + "00", "91BE"),
      ("908D00000802000000010000" + "55" + "00", "91AE"),
      ("9051000000", "91AE"), ("90C40000010100", "91AE"), ("00D6000001FF", "6D00"),
      ("8060000000", "6E00"), ("9060010000", "919E"),
    ] {
      #expect(terminal.send(command) == answer, "\(command)")
    }
  }

  @Test("The published challenge and answer are given (AN12196, table 14)")
  func published() {
    let random = VectorBytes("B9E2FC789B64BF237CCCAA20EC7E6E48" + "9D00C4DF")
    var terminal = terminal(
      VirtualNTAG424Card(NTAG424Memory(uid: Self.uid), random: random))
    #expect(terminal.send("9071000002000000") == "A04C124213C186F22399D33AC2A3021591AF")
    #expect(
      terminal.send(
        "90AF00002035C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D00")
        == "3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F081206639100")
  }

  @Test(
    "The published writing of the NDEF file is accepted and answered (AN12196, tables 14 and 17)")
  func publishedWrite() {
    var memory = NTAG424Memory(uid: Self.uid)
    memory.files[2]?.mode = .full
    memory.files[2]?.rights = DESFireAccessRights(
      read: DESFireAccessRights.free, write: 0, readWrite: 0, change: 0)
    let random = VectorBytes("B9E2FC789B64BF237CCCAA20EC7E6E48" + "9D00C4DF")
    var terminal = terminal(VirtualNTAG424Card(memory, random: random))
    _ = terminal.send("9071000002000000")
    _ = terminal.send(
      "90AF00002035C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D00")
    let answer = terminal.send(
      "908D00009F02000000800000421C73A27D827658AF481FDFF20A5025B559D0E3AA21E58D347F343CFFC768BF"
        + "E596C706BC00F2176781D4B0242642A0FF5A42C461AAF894D9A1284B8C76BCFA658ACD40555D362E08DB15CF"
        + "421B51283F9064BCBE20E96CAE545B407C9D651A3315B27373772E5DA2367D2064AE054AF996C6F1F669170F"
        + "A88CE8C4E3A4A7BBBEF0FD971FF532C3A802AF745660F2B4D1D9A8499661EBF300")
    #expect(answer == "FC222E5F7A5424529100")
    guard case .standard(let bytes)? = terminal.card.memory.files[2]?.contents else {
      Issue.record("the NDEF file is gone")
      return
    }
    #expect(hexText(Array(bytes.prefix(16))) == "0051D1014D550463686F6F73652E7572")
  }

  @Test("One look at the NDEF file in several commands is one tap; the next one is another")
  func taps() async throws {
    var terminal = terminal(try await personalised())
    func read() -> String {
      _ = terminal.send("00A4000C02E104")
      return terminal.send("00B0000050") + terminal.send("00B0005030")
    }
    let first = read()
    #expect(terminal.card.memory.readCounter == 1)
    let second = read()
    #expect(terminal.card.memory.readCounter == 2 && second != first)
    _ = terminal.send("00B0000050")
    #expect(terminal.card.memory.readCounter == 2)
    terminal.card.reset()
    _ = terminal.send("00A4040C07D276000085010100")
    // ReadData without a session shows the same mirrored file.
    let native = terminal.send("90AD00000702000000800000" + "00")
    #expect(native.hasSuffix("9100") && terminal.card.memory.readCounter == 3)
    // Getting the version reads nothing and does not count.
    _ = terminal.send("9060000000")
    #expect(terminal.card.memory.readCounter == 3)
  }

  @Test("The settings of the NDEF file tell what is mirrored, and where")
  func settings() async throws {
    var terminal = terminal(try await personalised())
    // "https://vip.example/card?e=" begins at byte 7 without its scheme.
    let data = 7 + "vip.example/card?e=".count
    let code = data + 32 + 3
    #expect(
      terminal.send("90F50000010200")
        == "00402" + "0E2" + "000100" + "C1FF34"
        + hexText(three(data) + three(code) + three(code))
        + "9100")
  }

  @Test(
    "The member file is read within a session in its mode, and written by the write key",
    arguments: [
      CommunicationMode.mac, .full,
    ])
  func files(_ mode: CommunicationMode) async throws {
    let card = try await personalised(mode: mode)
    let keys = card.memory.keys
    var terminal = terminal(card)
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: keys[1].key, number: 1))
    let header = [UInt8(3)] + three(0) + three(32)
    let file = try terminal.command(.readDataISO, header: header, mode: mode)
    #expect(file.starts(with: hex("010007EA0110")) && file.count == 32)
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.command(.writeDataISO, header: [3] + three(0) + three(1), data: [2], mode: mode)
    }
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: keys[2].key, number: 2))
    _ = try terminal.command(
      .writeDataISO, header: [3] + three(0) + three(1), data: [2], mode: mode)
    #expect(
      try await terminal.authenticate(.authenticateEV2NonFirst, key: keys[1].key, number: 1))
    #expect(
      try terminal.command(.readDataISO, header: header, mode: mode) == [2] + file.dropFirst())
    #expect(try terminal.command(.getCardUID, mode: .full) == Self.uid)
  }

  @Test("Keys are changed under the master key only")
  func changeKey() async throws {
    let card = try await personalised()
    let keys = card.memory.keys
    let new = SecretBytes((0..<16).map { UInt8($0 * 3) })
    var terminal = terminal(card)
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: keys[1].key, number: 1))
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.change(1, to: new, version: 1, replacing: nil)
    }
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: keys[0].key, number: 0))
    try terminal.change(4, to: new, version: 30, replacing: keys[4].key)
    #expect(try terminal.command(.getKeyVersion, header: [4]) == [30])
    try terminal.change(0, to: new, version: 31, replacing: nil)
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: new, number: 0))
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: new, number: 4))
  }

  @Test("What it keeps survives coding and decoding: keys, files, counter")
  func survives() async throws {
    var terminal = terminal(try await personalised())
    _ = terminal.send("00A4000C02E104")
    _ = terminal.send("00B0000010")
    let memory = terminal.card.memory
    let decoded = try JSONDecoder().decode(
      NTAG424Memory.self, from: try JSONEncoder().encode(memory))
    #expect(decoded == memory && decoded.readCounter == 1)
  }

  @Test("No random bytes ever crash the chip, or change its keys and files")
  func noise() async throws {
    var random = SplitMix64(seed: 43)
    var card = try await personalised()
    let (keys, files) = (card.memory.keys, card.memory.files)
    for _ in 0..<10_000 {
      let count = Int.random(in: 0...20, using: &random)
      var command = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if count > 5, Bool.random(using: &random) {
        command.replaceSubrange(0..<5, with: [0x90, command[1], 0, 0, UInt8(count - 6)])
      }
      #expect(card.respond(to: command).count >= 2)
      if random.next() % 16 == 0 { _ = card.respond(to: hex("00A4040C07D276000085010100")) }
    }
    #expect(card.memory.keys == keys && card.memory.files == files)
  }
}
