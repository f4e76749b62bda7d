import Documents
import Foundation
import MemberStore
import Wording

/// Takes a lane file apart, going on after each mistake.
struct LaneFileReader {
  let paths: RelativePaths
  private let path: String

  init(path: String) {
    self.path = path
    paths = RelativePaths(to: path)
  }

  /// The whole file; `nil` when something is missing or wrong.
  func lane(_ fields: Fields) -> LaneFile? {
    let shop = fields.require("shop")?.fields().flatMap(shop)
    let lane = fields.require("lane")?.placed { $0.identifier() }
    let language = fields.optional("language")?.placed { $0.choice(Language.self) }
    let programs = fields.optional("programs").flatMap(programs)
    let rules = fields.optional("rules").flatMap(paths.file)
    let poster = fields.optional("poster").flatMap(paths.file)
    let store = fields.optional("store").flatMap(paths.store)
    let keys = fields.optional("keys")?.fields().map(keys)
    let readers = fields.optional("readers")?.fields().map(readers)
    let printers = fields.optional("printers").flatMap(printers)
    let slips = fields.optional("slips").flatMap(paths.file)
    let limits = fields.optional("limits")?.fields().map(limits)
    let service = fields.optional("service")?.fields().map(service)
    fields.finish()
    guard let shop, let lane else { return nil }
    return LaneFile(
      path: path, shop: shop, lane: lane, language: language, programs: programs ?? [],
      rules: rules, poster: poster, store: store, keys: keys ?? .init(),
      readers: readers ?? .init(keyboards: []), printers: printers ?? [], slips: slips,
      limits: limits ?? .init(), service: service ?? .init(origins: []))
  }

  private func shop(_ fields: Fields) -> LaneFile.Shop? {
    let id = fields.require("id")?.placed { $0.identifier() }
    let name = fields.optional("name")?.placed(name)
    let address = fields.optional("address")?.placed(address)
    let zone = fields.optional("timeZone")?.placed { $0.timeZone() }
    fields.finish()
    return id.map { LaneFile.Shop(id: $0, name: name, address: address, timeZone: zone) }
  }

  /// One text, or one for each language.
  private func name(_ value: Value) -> Sentence? {
    guard value.scalar([.quoted, .plain]) != nil else { return value.sentence() }
    return value.text().map { Sentence(zhHans: $0, zhHant: $0, en: $0) }
  }

  private func address(_ value: Value) -> [String]? {
    guard let items = value.items(atMost: 4) else { return nil }
    let lines = items.compactMap { $0.text() }
    return lines.count == items.count ? lines : nil
  }

  private func programs(_ value: Value) -> [Placed<String>]? {
    guard let items = value.items(atMost: 20) else { return nil }
    let files = items.compactMap(paths.file)
    value.refuseRepeated(files.map(\.value))
    return files.count == items.count ? files : nil
  }

  private func keys(_ fields: Fields) -> LaneFile.Keys {
    let from = fields.optional("from").flatMap(paths.keys)
    let readers = fields.optional("readers").flatMap(paths.file)
    let passphrase = fields.optional("passphraseFile").flatMap(paths.file)
    let pin = fields.optional("pinFile").flatMap(paths.file)
    fields.finish()
    return LaneFile.Keys(
      from: from, readers: readers, passphraseFile: passphrase, pinFile: pin)
  }

  private func readers(_ fields: Fields) -> LaneFile.Readers {
    let card = fields.optional("card")?.placed { $0.text() }
    let list = fields.optional("keyboards")
    let keyboards = list?.items(atMost: 20)?.compactMap { $0.placed { $0.text() } } ?? []
    list?.refuseRepeated(keyboards.map(\.value))
    fields.finish()
    return LaneFile.Readers(card: card, keyboards: keyboards)
  }

  private func printers(_ value: Value) -> [LaneFile.Printer]? {
    guard let items = value.items(atMost: 20) else { return nil }
    let printers = items.compactMap { $0.fields().flatMap(printer) }
    value.refuseRepeated(printers.compactMap { $0.name?.value })
    return printers.count == items.count ? printers : nil
  }

  private func printer(_ fields: Fields) -> LaneFile.Printer? {
    let name = fields.optional("name")?.placed { $0.identifier() }
    let at = fields.require("at").flatMap(paths.printer)
    let profile = fields.optional("profile").flatMap(paths.profile)
    fields.finish()
    return at.map { LaneFile.Printer(name: name, at: $0, profile: profile) }
  }

  private func service(_ fields: Fields) -> LaneFile.Service {
    let socket = fields.optional("socket").flatMap(paths.file)
    let port = fields.optional("port")?.placed { $0.whole(0...65_535).map(Int.init) }
    let state = fields.optional("state").flatMap(paths.file)
    let list = fields.optional("origins")
    let origins = list?.items(atMost: 20)?.compactMap { $0.placed(origin) } ?? []
    list?.refuseRepeated(origins.map(\.value))
    fields.finish()
    return LaneFile.Service(socket: socket, port: port, state: state, origins: origins)
  }

  /// A page's origin as browsers say it: scheme, host and port, nothing behind.
  private func origin(_ value: Value) -> String? {
    guard let text = value.text() else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, ["http:", "https:"].contains(parts[0]), parts[1].isEmpty,
      !parts[2].isEmpty
    else {
      value.refuse(
        "badOrigin",
        Sentence(
          zhHans: "“\(text)”不是网页来源。", zhHant: "「\(text)」不是網頁來源。",
          en: "\"\(text)\" is not the origin of a page."),
        suggestion: Sentence(
          zhHans: "请写成 https://pos.example，后面不带路径。", zhHant: "請寫成 https://pos.example，後面不帶路徑。",
          en: "Write it as https://pos.example, with nothing behind."))
      return nil
    }
    return text
  }

  private func limits(_ fields: Fields) -> LaneFile.Limits {
    let card = fields.optional("cardSeconds")?.placed { $0.whole(1...86_400).map(Int.init) }
    let late = fields.optional("lateEntryDays")?.placed { $0.whole(0...366).map(Int.init) }
    let unknown = fields.optional("unknownCards")?.placed { $0.choice(UnknownCardPolicy.self) }
    fields.finish()
    return LaneFile.Limits(cardSeconds: card, lateEntryDays: late, unknownCards: unknown)
  }
}
