import Desk
import Lane
import Loyalty
import MemberStore
import Printers
import Receipts
import Wire
import Wording

extension LaneHost {
  /// What the lane is, for pages and programs.
  func lane(_ language: Language) async throws -> Answer {
    let own = served.configuration
    let program = try await shelf.lane(on: served.clock.now().date).program
    let form = LaneForm(
      shop: own.store, shopName: own.storeName, lane: own.lane, language: own.language.rawValue,
      date: served.clock.now().date, time: served.clock.now().stamp,
      program: .init(
        id: program.identity.id, version: program.identity.version, name: program.name[language]),
      openSales: await sales.all.map(\.sale.id), currentSale: await sales.current,
      newestEvent: await events.newest)
    return Answer(json: try JSONLine.text(form))
  }

  /// The program in force, in words.
  func program(_ language: Language) async throws -> Answer {
    let program = try await shelf.lane(on: today).program
    return Answer(json: try JSONLine.text(["text": program.description(in: language)]))
  }

  /// What is missing before the lane can sell; empty when it is ready.
  func missing() async -> [String] {
    var missing: [String] = []
    if await !isStoreThere() { missing.append("store") }
    if !served.readers.isEmpty, !(await devices.isServiceThere) { missing.append("pcsc") }
    if let printer = served.printer {
      let status = try? await printer.status()
      if status?.isReady != true { missing.append("printer") }
    }
    if (try? await shelf.lane(on: served.clock.now().date)) == nil { missing.append("program") }
    return missing
  }

  /// Whether the store answers at once; one that lanes share may be waited for much longer by a sale.
  private func isStoreThere() async -> Bool {
    let (store, shop) = (served.store, served.configuration.store)
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { _ = try await store.latestBusinessDate(store: shop) } catch { return false }
        return true
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }
}
