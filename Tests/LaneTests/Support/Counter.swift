import BusinessCalendar
import CardCrypto
import Foundation
import Lane
import Loyalty
import MagneticStripe
import MemberStore
import Printers
import Receipts
import Testing
import VIPCard
import Wording

/// Everything that stands around a lane in a test: keys, cards, program, store, printer.
struct Counter: Sendable {
  static let digits = "9156880012345672"
  /// The stripes of the card design's vectors.
  static let stripe = ";9156880012345672=26127011966065963249?"
  static let reissued = ";9156880012345672=26127012821616826169?"
  static let lastYears = ";9156880012345672=25127011340034335640?"
  static let forged = ";9156880012345672=26127011966065963248?"
  /// A test number of a payment scheme.
  static let bankCard = ";4111111111111111=28121011000012345678?"

  let store: any MemberStore
  let printer: (any Printer)?
  var program: LoyaltyProgram
  var configuration: LaneConfiguration

  init(
    store: any MemberStore = InMemoryMemberStore(), printer: (any Printer)? = nil,
    program: String = "chain-store"
  ) throws {
    self.store = store
    self.printer = printer
    self.program = try Self.program(program)
    self.configuration = LaneConfiguration(store: "S01", storeName: "第一门店", lane: "L1")
  }

  /// A shipped program file, some of its text replaced.
  static func program(
    _ name: String, replacing old: String = "", by new: String = ""
  ) throws -> LoyaltyProgram {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("programs/\(name).yaml")
    var text = try String(contentsOf: file, encoding: .utf8)
    if !old.isEmpty {
      try #require(text.contains(old))
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try LoyaltyProgram.load(yaml: text, file: file.lastPathComponent)
  }

  /// A lane whose clock stands still on a day.
  func lane(_ id: String = "L1", on date: String = "2026-11-22") throws -> CheckoutLane {
    var configuration = configuration
    configuration.lane = id
    return CheckoutLane(
      configuration: configuration, store: store, program: program, printer: printer,
      clock: FixedLaneClock(
        LaneTime(date: try day(date), stamp: date + "T10:15:00+08:00")),
      newMemberID: { "M-new" })
  }

  /// Enters a member with their points, and the card of the vectors.
  func enrol(_ snapshot: MemberSnapshot) async throws {
    try await store.enrol(Member(snapshot), opening: snapshot.lots)
    try await store.issue(
      CardRecord(
        number: Self.digits, year: 2026, sequence: 1, memberID: snapshot.id,
        issued: try day("2026-01-05")))
  }

  /// What the verifier says of a swipe on a day.
  func judge(
    _ swipe: String, on date: String = "2026-11-22", lane: CheckoutLane? = nil
  ) async throws -> CardJudgement {
    let keys = try MemoryKeyStore([
      2025: SecretBytes((0x10...0x1f).map { UInt8($0) }),
      2026: SecretBytes((0x00...0x0f).map { UInt8($0) }),
    ])
    let verifier = CardVerifier(keys: keys, register: lane?.register)
    return try await verifier.judge(KeyboardWedgeText.read(swipe), on: try day(date))
  }
}

func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }
func yuan(_ text: String) throws -> Money { try #require(Money(text)) }

/// A member of the chain store who registered in time.
func member(_ level: String = "vip", points: Int64 = 0) throws -> MemberSnapshot {
  MemberSnapshot(
    id: "M1", familyName: "王", title: "女士", level: level, joined: try day("2026-01-05"),
    registered: try day("2026-01-09"), birthday: try day("1990-03-08"),
    lots: points == 0
      ? []
      : [
        PointLot(
          earned: try day("2026-03-01"), expires: try day("2026-12-31"), remaining: points)
      ], accumulatedPoints: points)
}

/// A sale of regular goods: two pieces at a price, and one at special price when told.
func sale(
  _ id: String = "L1-1", lane: String = "L1", on date: String = "2026-11-22",
  price: String = "100.00", special: String? = nil, member: MemberSnapshot? = nil
) throws -> Sale {
  var lines = [
    SaleLine(
      id: "1", sku: "6901", name: "羊毛衫", quantity: Quantity(2), unitPrice: try yuan(price),
      kind: .regular, brand: "鹿王")
  ]
  if let special {
    lines.append(
      SaleLine(
        id: "2", name: "围巾", quantity: Quantity(1), unitPrice: try yuan(special),
        kind: .special))
  }
  return Sale(
    id: id, store: "S01", lane: lane, date: try day(date), time: "10:15:00+08:00", cashier: "07",
    lines: lines, member: member)
}

extension Receipt {
  /// The slip as a member reads it.
  var text: String { PlainText.render(Layout(self)) }
}

/// Runs a test in a folder of its own, which is removed afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("lane-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
}

/// An error of the store by its code.
func storeError(_ code: StoreError.Code) -> StoreError {
  StoreError(code, nature: .device, message: .init(zhHans: "", zhHant: "", en: ""))
}
