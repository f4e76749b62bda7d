import Foundation
import Wording

/// A new lane file: what was found is filled in, what could be chosen instead stands beside it as a comment,
/// and what nobody can find out is marked.
package struct LaneFileDraft: Sendable {
  /// What was found by looking.
  package var surroundings: Surroundings
  /// The shop's id; `nil` where it is still to be filled in.
  package var shop: String?
  /// The shop's name; `nil` where it is still to be filled in.
  package var shopName: String?
  /// The lane's id; `nil` where it is still to be filled in.
  package var lane: String?

  package init(
    _ surroundings: Surroundings, shop: String? = nil, shopName: String? = nil, lane: String? = nil
  ) {
    self.surroundings = surroundings
    self.shop = shop
    self.shopName = shopName
    self.lane = lane
  }

  /// The file, with its comments in the language of the machine.
  package var text: String {
    var text = Lines(language: surroundings.language)
    text.comment(.head)
    text.line()
    text.line("shop:")
    text.field("id", shop ?? "S01", shop == nil ? .fillIn : nil, indent: 2)
    let name = shopName ?? Self.unnamed[surroundings.language]
    text.field("name", name, shopName == nil ? .fillIn : .name, indent: 2)
    text.suggestion("address: [\"\"]", .address, indent: 2)
    // No shop lives by universal time: the machine was never told where it stands.
    let zone = surroundings.timeZone.identifier
    let isTold = !["GMT", "UTC", "Etc/UTC", "Etc/GMT", "Etc/UCT"].contains(zone)
    text.field("timeZone", zone, isTold ? .timeZone : .fillIn, indent: 2)
    text.field("lane", lane ?? "L1", lane == nil ? .fillIn : nil)
    text.field("language", surroundings.language.rawValue, .language)
    text.line()
    programs(&text)
    file("poster", surroundings.posters, "poster.yaml", .poster, &text)
    text.suggestion("rules: rules-service.yaml", .rules)
    text.field("store", surroundings.stores.first?.value ?? "members.db", .store)
    for other in surroundings.stores.dropFirst() {
      text.suggestion("store: " + YAMLScalar.of(other.value), nil)
    }
    text.line()
    keys(&text)
    text.line()
    readers(&text)
    text.line()
    printers(&text)
    text.suggestion("slips: slips", .slips)
    text.line()
    text.line("limits:")
    text.field("cardSeconds", raw: "30", .cardSeconds, indent: 2)
    text.field("lateEntryDays", raw: "7", .lateEntryDays, indent: 2)
    text.field("unknownCards", raw: "enrolOnFirstUse", .unknownCards, indent: 2)
    return text.text
  }

  private static let unnamed = Sentence(zhHans: "本店", zhHant: "本店", en: "Our shop")

  private func programs(_ text: inout Lines) {
    text.comment(.programs)
    guard let first = surroundings.programs.first else {
      text.suggestion("programs: [programs/chain-store.yaml]", .noProgram)
      return
    }
    // Versions of one program belong together; another program is another shop's.
    let id = first.note.split(separator: " ").first
    text.line("programs:")
    for find in surroundings.programs {
      let item = "- " + YAMLScalar.of(find.value)
      if find.note.split(separator: " ").first == id {
        text.line("  \(item)  # \(find.note)")
      } else {
        text.line("  # \(item)  # \(find.note)")
      }
    }
  }

  private func keys(_ text: inout Lines) {
    text.comment(.keys)
    if let first = surroundings.keyFiles.first {
      text.line("keys:")
      text.line("  from: \(YAMLScalar.of(first.value))  # \(first.note)")
      for other in surroundings.keyFiles.dropFirst() {
        text.line("  # from: \(YAMLScalar.of(other.value))  # \(other.note)")
      }
      text.suggestion("passphraseFile: passphrase", .passphraseFile, indent: 2)
    } else {
      text.comment(.noKeys)
      text.line("# keys:")
      text.line("#   from: keys.json")
      text.suggestion("  passphraseFile: passphrase", .passphraseFile)
    }
  }

  private func readers(_ text: inout Lines) {
    text.comment(.readers)
    for reader in surroundings.stripeReaders {
      text.line("# \(reader.value)")
    }
    if let first = surroundings.readers.first {
      text.line("readers:")
      text.line("  card: \(YAMLScalar.of(first.value))")
      for other in surroundings.readers.dropFirst() {
        text.line("  # card: \(YAMLScalar.of(other.value))")
      }
      text.suggestion("keyboards: [\"1234:5678\"]", .keyboards, indent: 2)
    } else {
      text.comment(.noReader)
      text.line("# readers:")
      text.line("#   card: ACR122U")
      text.suggestion("  keyboards: [\"1234:5678\"]", .keyboards)
    }
  }

  private func printers(_ text: inout Lines) {
    text.comment(.printers)
    guard !surroundings.printers.isEmpty else {
      text.comment(.noPrinter)
      text.line("# printers:")
      text.line("#   - name: slips")
      text.line("#     at: tcp://192.0.2.10")
      text.line("#     profile: \(profile)")
      return
    }
    text.line("printers:")
    for (index, printer) in surroundings.printers.enumerated() {
      text.line("  - name: \(index == 0 ? "slips" : "printer\(index + 1)")")
      text.line("    at: \(YAMLScalar.of(printer.value))  # \(Lines.harmless(printer.note))")
      text.line("    profile: \(profile)")
    }
  }

  private var profile: String {
    surroundings.language == .traditionalChinese ? "traditional-80mm" : "chinese-80mm"
  }

  private func file(
    _ key: String, _ found: [Surroundings.Find], _ example: String, _ sentence: DraftComment,
    _ text: inout Lines
  ) {
    if let first = found.first {
      text.field(key, first.value, sentence)
      for other in found.dropFirst() {
        text.suggestion("\(key): " + YAMLScalar.of(other.value), nil)
      }
    } else {
      text.suggestion("\(key): \(example)", sentence)
    }
  }
}

extension LaneFileDraft {
  /// The lines of the file as they are written.
  struct Lines {
    let language: Language
    private(set) var text = ""

    init(language: Language) { self.language = language }

    mutating func line(_ line: String = "") { text += line + "\n" }

    /// A sentence over its fields.
    mutating func comment(_ sentence: DraftComment) {
      for part in sentence[language].split(separator: "\n", omittingEmptySubsequences: false) {
        line(part.isEmpty ? "#" : "# " + part)
      }
    }

    mutating func field(_ key: String, _ value: String, _ note: DraftComment?, indent: Int = 0) {
      field(key, raw: YAMLScalar.of(value), note, indent: indent)
    }

    mutating func field(_ key: String, raw value: String, _ note: DraftComment?, indent: Int = 0) {
      let pad = String(repeating: " ", count: indent)
      line("\(pad)\(key): \(value)" + (note.map { "  # " + $0[language] } ?? ""))
    }

    /// A field that is left out, as it would be written.
    mutating func suggestion(_ field: String, _ note: DraftComment?, indent: Int = 0) {
      let pad = String(repeating: " ", count: indent)
      line("\(pad)# \(field)" + (note.map { "  # " + $0[language] } ?? ""))
    }

    /// A device's own name: what is no visible character is left out.
    static func harmless(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.filter {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
              && $0.properties.generalCategory != .format
              && $0.properties.generalCategory != .lineSeparator
              && $0.properties.generalCategory != .paragraphSeparator
          }))
    }
  }
}
