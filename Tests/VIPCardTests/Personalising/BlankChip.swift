import CardCrypto
import LinuxSystem
import SmartCard
import Testing
import VIPCard
import VirtualCards

/// A blank chip that may be pulled out of the reader and put back: one of each kind.
struct BlankChip: Sendable, CustomTestStringConvertible {
  let name: String
  let kind: ChipKind
  /// A fresh chip, as its maker delivers it.
  let fresh: @Sendable () throws -> any ChipOnDesk

  var testDescription: String { name }

  private init<Card: StatefulCard>(
    _ name: String, usesT0: Bool = false, _ card: @escaping @Sendable () -> Card
  ) {
    self.name = name
    kind = Card.kind
    fresh = { DeskChip(try KeptCard(card()), usesT0: usesT0) }
  }

  static let all =
    DESFireGeneration.allCases.map { generation in
      BlankChip("DESFire \(generation)") {
        VirtualDESFireCard(DESFireMemory(generation: generation, uid: Sample.serial))
      }
    } + [
      BlankChip("NTAG 424 DNA") { VirtualNTAG424Card(NTAG424Memory(uid: Sample.serial)) },
      BlankChip("Classic, UID of 4") {
        VirtualClassicCard(ClassicMemory(uid: Array(Sample.serial.prefix(4))))
      },
      BlankChip("Classic, UID of 7") { VirtualClassicCard(ClassicMemory(uid: Sample.serial)) },
      BlankChip("CPU card, T=0", usesT0: true) {
        VirtualCPUCard(CPUCardMemory(serial: Sample.serial), interface: .t0)
      },
      BlankChip("CPU card, T=1") { VirtualCPUCard(CPUCardMemory(serial: Sample.serial)) },
    ]
}

/// A chip on the issuing desk.
protocol ChipOnDesk: Sendable {
  /// Puts it into the reader, to be pulled out at a moment or not at all.
  func inserted(_ tear: CardTear?) -> CountingChannel
  /// Its memory, as text that differs when the memory does.
  var contents: String { get }
}

extension ChipOnDesk {
  func inserted() -> CountingChannel { inserted(nil) }
}

private struct DeskChip<Card: StatefulCard>: ChipOnDesk {
  let card: KeptCard<Card>
  let usesT0: Bool

  init(_ card: KeptCard<Card>, usesT0: Bool) {
    self.card = card
    self.usesT0 = usesT0
  }

  func inserted(_ tear: CardTear?) -> CountingChannel {
    card.tear(at: tear)
    return CountingChannel(LoopbackChannel(card, usesT0: usesT0))
  }

  var contents: String { "\(card.memory)" }
}

/// A channel that counts the commands that go over it; once the card is gone it stays gone.
final class CountingChannel: CardChannel {
  private let inner: any CardChannel
  private let state = Guarded<(count: Int, isGone: Bool)>((0, false))

  init(_ inner: any CardChannel) { self.inner = inner }

  var count: Int { state.with { $0.count } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    guard !state.with({ $0.isGone }) else { throw SmartCardError(.cardRemoved) }
    state.with { $0.count += 1 }
    do {
      return try await inner.transmit(command)
    } catch {
      state.with { $0.isGone = true }
      throw error
    }
  }
}

/// The issuing desk of the tests.
enum IssuingDesk {
  static func personaliser() throws -> CardPersonaliser {
    CardPersonaliser(keys: try Sample.keys())
  }

  static func order(
    _ number: String = Sample.digits, year: Int = 2026, sequence: Int = 1,
    overwrites: Bool = false, address: String? = nil
  ) throws -> CardPersonaliser.Order {
    CardPersonaliser.Order(
      identity: try Sample.identity(number, year: year, sequence: sequence),
      issued: try Sample.day("2025-12-03"), overwrites: overwrites, address: address)
  }

  /// What making a card ends with: `nil` when it is made.
  static func failure(
    _ channel: any CardChannel, _ order: CardPersonaliser.Order
  ) async throws -> PersonalisingError? {
    let personaliser = try personaliser()
    do {
      _ = try await personaliser.personalise(channel, as: order)
      return nil
    } catch {
      return error
    }
  }

  /// How the terminal at the lane judges the chip.
  static func identity(
    _ chip: any ChipOnDesk, on day: String = "2026-11-22"
  ) async throws -> CardIdentity? {
    let judgement = try await Sample.verifier().judge(chip.inserted(), on: Sample.day(day))
    return judgement.isAccepted ? judgement.identity : nil
  }
}
