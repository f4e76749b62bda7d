import ArgumentParser
import CardCrypto
import Desk
import Foundation
import Lane
import MemberStore
import VIPCard
import Wording

/// The store that counts what a lane reads: blocked cards are refused, and too many forged ones close the
/// lane, whichever command read them.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The SQLite file that knows the cards: blocked ones are refused, and refusals are counted for \
      --shop and --lane, as at the till.
      """))
  var store: String?
  @Option(help: "The shop for which cards are read, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane for which cards are read, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Flag(help: "Refuse genuine cards that nobody has entered in the store.")
  var strictRegister = false

  func validate() throws {
    if store == nil {
      guard shop == nil, lane == nil, !strictRegister else {
        throw ValidationError("--shop, --lane and --strict-register say what --store is for")
      }
    } else if shop == nil || lane == nil {
      throw ValidationError("--store needs --shop and --lane: refusals are counted for a lane")
    }
  }

  /// What judges cards for the lane, or for nobody in particular without `--store`, and the store that has
  /// to be closed afterwards.
  ///
  /// - Parameter budget: How long judging one chip may take.
  func judge(
    _ keys: any KeyStore, _ language: Language, within budget: JudgingBudget? = nil
  ) throws -> (judge: CardJudge, members: (any MemberStore)?) {
    guard let store, let shop, let lane else {
      return (CardJudge(keys: keys, within: budget), nil)
    }
    var file = StoreOptions()
    file.store = store
    let members = try file.open()
    let gate = CardGate(
      configuration: LaneConfiguration(
        store: shop, storeName: shop, lane: lane, language: language,
        unknownCards: strictRegister ? .strict : .enrolOnFirstUse),
      store: members, clock: SystemLaneClock(zone: .current))
    return (CardJudge(keys: keys, gate: gate, within: budget), members)
  }
}
