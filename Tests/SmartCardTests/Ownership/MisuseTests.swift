import Testing

@Suite("What must not be done with a card does not compile")
struct MisuseTests {
  private static let compiler = Task { try await SwiftCompiler() }

  /// A function around a body, with what bodies use.
  private static func function(_ body: String) -> String {
    """
    import SmartCard

    func use(_ connection: CardConnection, _ command: CommandAPDU) async throws {
      \(body.replacing("\n", with: "\n  "))
    }
    """
  }

  @Test("The right use of everything compiles")
  func rightUse() async throws {
    let verdict = try await Self.compiler.value.check(
      Self.function(
        """
        var card = try PCSCCard(reader: "a reader")
        try card.reconnect()
        _ = try card.withTransaction { () throws(SmartCardError) in
          try card.transmit(raw: [0, 1, 2, 3])
        }
        try card.disconnect(.reset)
        let context = try PCSCContext()
        _ = try context.readerNames()
        try await connection.withTransaction { held in
          let answer = try await held.transmit(command)
          print(answer, held.channel.atr)
        }
        _ = try await connection.perform(within: .seconds(5)) { card throws(SmartCardError) in
          try card.transmit(raw: [0, 1, 2, 3])
        }
        try await connection.disconnect()
        """))
    #expect(verdict.errors == [])
    #expect(verdict.isOrderly, "\(verdict.output)")
  }

  @Test("Misuse is refused, with a sentence that says what is wrong", arguments: Misuse.all)
  func refused(_ misuse: Misuse) async throws {
    let verdict = try await Self.compiler.value.check(Self.function(misuse.code))
    #expect(verdict.isOrderly, "\(verdict.output)")
    #expect(!verdict.errors.isEmpty)
    for error in verdict.errors { #expect(error.contains(misuse.refusal)) }
  }
}
