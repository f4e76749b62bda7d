public import Documents
public import Wording

/// The gifts of the stores' current posters (当期海报, rule A24), read from a file.
///
/// The file is YAML like a program file, or JSON: a list of gifts, or the same list under `gifts`. Each has
/// `id`, `name` (one text, or `zh-Hans`, `zh-Hant` and `en`), `from`, `until`, `points`, and where wanted
/// `store` (left out for every store) and `kind`.
public struct Poster: Sendable, Hashable {
  /// The gifts, in the order of the file.
  public var gifts: [CatalogueGift]

  /// Makes a poster.
  public init(gifts: [CatalogueGift]) { self.gifts = gifts }

  /// Loads a poster.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; JSON where the first character is `[` or `{`, else YAML.
  ///   - file: the file's name, for messages.
  /// - Throws: ``PosterError`` with every mistake in the file, each with line, column and, where one can be
  ///   guessed, a suggestion.
  public static func load(_ bytes: [UInt8], file: String) throws(PosterError) -> Poster {
    do {
      return try Document.read(bytes, as: .either, file: file) { root in
        PosterReader().gifts(root).map(Poster.init)
      }
    } catch {
      throw PosterError(file: file, mistakes: error.mistakes)
    }
  }
}

/// A poster that cannot be used, with every mistake in it.
public struct PosterError: ListsMistakes, Hashable {
  /// The file's name as given by the caller.
  public let file: String
  /// All mistakes, by place in the file; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from a file's mistakes.
  public init(file: String, mistakes: [Mistake]) {
    self.file = file
    self.mistakes = mistakes
  }

  public var code: String { "invalidPoster" }
  public var nature: ErrorNature { .input }
  public var message: Sentence { mistakes.joined(file: file) }
  public var hint: Sentence? {
    Sentence(
      zhHans: "请改正海报文件后重试；积分未动。", zhHant: "請改正海報檔案後重試；積分未動。",
      en: "Correct the poster and try again; no points were spent.")
  }
}

/// Reads the gifts of a poster, going on after each mistake.
struct PosterReader {
  func gifts(_ root: Value) -> [CatalogueGift]? {
    var list: Value? = root
    if case .mapping = root.node.content, let fields = root.fields() {
      list = fields.require("gifts")
      fields.finish()
    }
    guard let list, let items = list.items() else { return nil }
    var read: [(gift: CatalogueGift, value: Value)] = []
    for item in items {
      guard let gift = item.fields().flatMap(gift) else { continue }
      if let other = read.first(where: { $0.gift.competes(with: gift) }) {
        item.refuse(
          "overlappingDates",
          .init(
            zhHans: "“\(gift.id)”在同一门店、同一时间出现两次（另见 \(other.value.path.text)）。",
            zhHant: "「\(gift.id)」在同一門店、同一時間出現兩次（另見 \(other.value.path.text)）。",
            en:
              "\"\(gift.id)\" is offered twice in a store at the same time"
              + " (see also \(other.value.path.text))."),
          suggestion: .init(
            zhHans: "请让两张海报的日期首尾相接。", zhHant: "請讓兩張海報的日期首尾相接。",
            en: "Let one poster end before the other begins."))
      }
      read.append((gift, item))
    }
    return read.map(\.gift)
  }

  private func gift(_ fields: Fields) -> CatalogueGift? {
    let id = fields.require("id")?.text()
    let name = fields.require("name").flatMap(name)
    let store = fields.optional("store")?.text()
    let from = fields.require("from")?.date()
    let last = fields.require("until")
    let until = last?.date()
    let points = fields.require("points")?.whole(1...1_000_000_000)
    let kind = fields.optional("kind").map { $0.choice(CatalogueGift.Kind.self) } ?? .goods
    fields.finish()
    guard let id, let name, let from, let until, let points, let kind else { return nil }
    if until < from {
      last?.refuse(
        "wrongOrder",
        .init(
          zhHans: "结束日 \(until) 早于开始日 \(from)。", zhHant: "結束日 \(until) 早於開始日 \(from)。",
          en: "\(until) lies before from (\(from))."))
    }
    return CatalogueGift(
      id: id, name: name, store: store, from: from, until: until, points: points, kind: kind)
  }

  private func name(_ value: Value) -> Sentence? {
    guard case .scalar = value.node.content else { return value.sentence() }
    return value.text().map { Sentence(zhHans: $0, zhHant: $0, en: $0) }
  }
}

extension CatalogueGift {
  /// Whether two entries of one gift hold in one store on one day, so that neither price is the right one.
  fileprivate func competes(with other: CatalogueGift) -> Bool {
    id == other.id && (store == nil || other.store == nil || store == other.store)
      && from <= other.until && other.from <= until
  }
}
