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
      The store that knows the cards (a SQLite file, or postgres://…): blocked ones are refused, and refusals are counted for \
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
    let settings = LaneInForce.settings
    if settings.store(store) == nil {
      guard shop == nil, lane == nil, !strictRegister else {
        throw ValidationError("--shop, --lane and --strict-register say what --store is for")
      }
    } else if settings.shop(shop) == nil || settings.lane(lane) == nil {
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
    let settings = LaneInForce.settings
    guard settings.store(store) != nil, let shop = settings.shop(shop)?.value,
      let lane = settings.lane(lane)?.value
    else { return (CardJudge(keys: keys, within: budget), nil) }
    var file = StoreOptions()
    file.store = store
    // The lane's own store is made with its first use; one that an option names has to be there.
    let members = try store == nil ? StoreOptions.openOrMake(nil) : file.open()
    let gate = CardGate(
      configuration: LaneInForce.configuration(
        store: shop, lane: lane, storeName: nil, language: language,
        unknownCards: LaneInForce.settings.unknownCards(strictRegister).value),
      store: members, clock: LaneInForce.clock)
    return (CardJudge(keys: keys, gate: gate, within: budget), members)
  }
}
