extension StripeStandard {
  /// Judges by the tracks themselves: a driving licence by its issuer number on track 2, a card of
  /// ISO/IEC 7813 by a number on track 1 or 2.
  static func judged(one: TrackRead, two: TrackRead, three: TrackRead) -> StripeStandard {
    if let data = two.data, data.isDrivingLicence { return .aamva }
    if let data = three.data, data.hasLetters { return .aamva }
    let fields = [one, two].compactMap(\.data).compactMap { try? CardFields($0) }
    return fields.isEmpty ? .other : .iso
  }
}

extension TrackData {
  fileprivate var isDrivingLicence: Bool {
    withCharacters { characters in
      IssuerRange.drivingLicences.contains { $0.contains(characters, from: 0) }
    }
  }

  fileprivate var hasLetters: Bool {
    withCharacters { characters in
      characters.indices.contains { (0x41...0x5A).contains(characters[$0]) }
    }
  }
}
