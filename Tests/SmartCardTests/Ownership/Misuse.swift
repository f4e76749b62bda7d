import Testing

/// A mistake that a program could make with a card, and what the compiler says to it.
struct Misuse: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The body of a function that may throw and wait, and is given `connection`, a `CardConnection`.
  let code: String
  /// A part of each of the compiler's errors.
  let refusal: String

  init(_ description: String, _ code: String, _ refusal: String) {
    testDescription = description
    self.code = code
    self.refusal = refusal
  }

  static let all = cards + contexts + transactions + lentCards

  static let cards = [
    Misuse(
      "A card is used after it was disconnected",
      """
      let card = try PCSCCard(reader: "a reader")
      try card.disconnect()
      _ = try card.transmit(raw: [0, 1, 2, 3])
      """, "'card' used after consume"),
    Misuse(
      "A card is disconnected twice",
      """
      let card = try PCSCCard(reader: "a reader")
      try card.disconnect(.reset)
      try card.disconnect(.reset)
      """, "'card' consumed more than once"),
    Misuse(
      "A card is disconnected inside its own transaction",
      """
      let card = try PCSCCard(reader: "a reader")
      try card.withTransaction { () throws(SmartCardError) in try card.disconnect() }
      """, "noncopyable 'card' cannot be consumed when captured by"),
    Misuse(
      "A card has two owners",
      """
      let card = try PCSCCard(reader: "a reader")
      let other = card
      _ = try (card.answerToReset(), other.answerToReset())
      """, "'card' used after consume"),
    Misuse(
      "A card is used by two threads at once",
      """
      let card = try PCSCCard(reader: "a reader")
      _ = Task { try card.transmit(raw: [0, 1, 2, 3]) }
      _ = try card.transmit(raw: [0, 1, 2, 3])
      """, "risks causing data races"),
    Misuse(
      "A card is kept from other programs, and nobody sees to it that this ends",
      """
      let card = try PCSCCard(reader: "a reader")
      try card.beginTransaction()
      """, "'beginTransaction' is inaccessible"),
  ]

  static let contexts = [
    Misuse(
      "A context is used after it was released",
      """
      let context = try PCSCContext()
      _ = consume context
      _ = try context.readerNames()
      """, "'context' used after consume"),
    Misuse(
      "A context has two owners",
      """
      let context = try PCSCContext()
      let other = context
      _ = try (context.readerNames(), other.readerNames())
      """, "'context' used after consume"),
    Misuse(
      "A context is used by two threads at once",
      """
      let context = try PCSCContext()
      _ = Task { try context.readerNames() }
      _ = try context.readerNames()
      """, "risks causing data races"),
  ]

  static let transactions = [
    Misuse(
      "A transaction is copied",
      """
      try await connection.withTransaction { held in
        let copy = held
        _ = try await held.transmit(command)
        _ = try await copy.transmit(command)
      }
      """, "'held' used after consume"),
    Misuse(
      "A transaction is kept beyond its end",
      """
      var kept: CardTransaction?
      try await connection.withTransaction { held in kept = consume held }
      _ = try await kept?.transmit(command)
      """, "missing reinitialization of inout parameter 'held' after consume"),
    Misuse(
      "A transaction is what its body gives back",
      """
      let kept: CardTransaction = try await connection.withTransaction { held in held }
      _ = try await kept.transmit(command)
      """, "requires that 'CardTransaction' conform to 'Copyable'"),
    Misuse(
      "A transaction is used by a task that may outlive it",
      """
      try await connection.withTransaction { held in
        _ = Task { try await held.transmit(command) }
      }
      """, "escaping closure captures 'inout' parameter 'held'"),
    Misuse(
      "A transaction is made without the card being kept",
      """
      _ = try await CardTransaction(connection).transmit(command)
      """, "'CardTransaction' initializer is inaccessible"),
  ]

  static let lentCards = [
    Misuse(
      "A lent card is disconnected by the borrower",
      """
      try await connection.perform(within: .seconds(5)) { card throws(SmartCardError) in
        try card.disconnect()
      }
      """, "'card' is borrowed and cannot be consumed"),
    Misuse(
      "A lent card is connected anew behind the back of its connection",
      """
      try await connection.perform(within: .seconds(5)) { card throws(SmartCardError) in
        try card.reconnect()
      }
      """, "cannot use mutating member on immutable value: 'card' is a 'let' constant"),
    Misuse(
      "A lent card is what the borrower gives back",
      """
      let kept: PCSCCard = try await connection.perform(within: .seconds(5)) {
        card throws(SmartCardError) in card
      }
      _ = try kept.answerToReset()
      """, "requires that 'PCSCCard' conform to 'Copyable'"),
    Misuse(
      "A borrower of a card waits for its connection, whose thread it holds",
      """
      try await connection.perform(within: .seconds(5)) { card throws(SmartCardError) in
        _ = try await connection.transmit(raw: [0, 1, 2, 3])
      }
      """, "'async' call in a function that does not support concurrency"),
  ]
}
