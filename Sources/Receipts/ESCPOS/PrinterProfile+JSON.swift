import Foundation

extension PrinterProfile {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, columns, dots, lineSpacing, encoding, cutter, feedBeforeCut, status, pictures
    case drawsQRCodes
  }

  /// The keys of a JSON object.
  private struct KeysOnly: Decodable {
    var keys: Set<String> = []

    private struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      keys = Set(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
    }
  }

  /// Reads a profile from JSON.
  ///
  /// - Throws: ``RenderingError`` with the field when a key is missing, unknown or out of bounds.
  public static func read(json: some Collection<UInt8>) throws(RenderingError) -> PrinterProfile {
    let profile: PrinterProfile
    do {
      let keys = try JSONDecoder().decode(KeysOnly.self, from: Data(json)).keys
      if let unknown = keys.subtracting(CodingKeys.allCases.map(\.rawValue)).min() {
        let known = CodingKeys.allCases.map(\.rawValue).joined(separator: ", ")
        throw RenderingError.badDocument(
          what: "printer profile", detail: "\(unknown): not a key of a profile; there are \(known)")
      }
      profile = try JSONDecoder().decode(PrinterProfile.self, from: Data(json))
    } catch let error as RenderingError {
      throw error
    } catch let error as DecodingError {
      throw .badDocument(what: "printer profile", error)
    } catch {
      throw .badDocument(what: "printer profile", detail: String(describing: error))
    }
    guard Layout.columnLimits.contains(profile.columns) else {
      throw .badDocument(what: "printer profile", detail: "columns: 16 to 255")
    }
    guard (profile.columns...Bitmap.limit.width).contains(profile.dots) else {
      throw .badDocument(
        what: "printer profile", detail: "dots: at least the columns, at most 4096")
    }
    guard (16...255).contains(profile.lineSpacing) else {
      throw .badDocument(what: "printer profile", detail: "lineSpacing: 16 to 255")
    }
    guard (0...20).contains(profile.feedBeforeCut) else {
      throw .badDocument(what: "printer profile", detail: "feedBeforeCut: 0 to 20")
    }
    return profile
  }
}
