/// The input report of a MagTek MagneSafe V5 reader (manual 99875475): its fields, and the report of a
/// head that does not encrypt.
///
/// Lengths differ between firmware versions. The manual's table has 887 bytes, its own captures 856:
/// the counter, the version and the hash of track 2 are missing there.
public enum MagneSafeReport {
  /// Which fields the firmware sends.
  public enum Layout: Int, Sendable, Hashable, CaseIterable {
    /// Up to the absolute lengths.
    case short = 856
    /// Every field of the manual.
    case long = 887

    /// Bytes of a report.
    public var length: Int { rawValue }
  }

  /// A field: usages on the vendor's page, and how many bytes each has.
  struct Field: Sendable {
    let usages: [UInt8]
    let count: Int
  }

  /// The fields in order.
  static func fields(_ layout: Layout) -> [Field] {
    func field(_ usages: UInt8..., count: Int) -> Field { Field(usages: usages, count: count) }
    let common = [
      field(0x20, 0x21, 0x22, count: 1),  // decode status
      field(0x28, 0x29, 0x2A, count: 1),  // encrypted lengths
      field(0x38, count: 1),  // encode type
      field(0x30, count: 112), field(0x31, count: 112), field(0x32, count: 112),  // tracks
      field(0x39, count: 1),  // card status
      field(0x23, count: 4), field(0x2B, count: 1), field(0x33, count: 128),  // MagnePrint
      field(0x40, count: 16),  // serial number
      field(0x42, count: 2), field(0x46, count: 10),  // encryption status, key serial number
      field(0x47, 0x48, 0x49, count: 1),  // masked lengths
      field(0x4A, count: 112), field(0x4B, count: 112), field(0x4C, count: 112),  // masked tracks
      field(0x50, count: 8),  // session
      field(0x51, 0x52, 0x53, 0x54, count: 1),  // absolute lengths
    ]
    let added = [field(0x55, count: 3), field(0x56, count: 8), field(0x57, count: 20)]
    return layout == .short ? common : common + added
  }

  /// The descriptor of a layout, with the feature report of 60 bytes.
  static func descriptor(_ layout: Layout) -> [UInt8] {
    var bytes: [UInt8] = [0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00]
    bytes += [0x75, 0x08]
    for field in fields(layout) {
      for usage in field.usages { bytes += [0x09, usage] }
      let count = field.usages.count == 1 ? field.count : field.usages.count
      bytes += [0x95, UInt8(count), 0x82, 0x02, 0x01]
    }
    return bytes + [0x09, 0x20, 0x95, 0x3C, 0xB2, 0x02, 0x01, 0xC0]
  }

  /// The report of a head without a key (security level 2): the tracks lie clear in the fields for
  /// the encrypted ones, and the encryption status is 0.
  public static func clear(_ card: SwipedCard, layout: Layout) -> [UInt8] {
    let tracks = card.tracks.map { Array($0.characters.prefix(112)) }
    func padded(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
      bytes.prefix(count) + [UInt8](repeating: 0, count: max(0, count - bytes.count))
    }
    let status: [UInt8] = card.tracks.map { $0.isUndecodable ? 1 : 0 }
    let lengths = tracks.map { UInt8($0.count) }
    var report = status + lengths + [SureSwipeReport.encodeType(card)]
    report += tracks.flatMap { padded($0, 112) }
    report += [UInt8](repeating: 0, count: 495 - report.count)
    report += [UInt8](repeating: 0, count: 10) + lengths + tracks.flatMap { padded($0, 112) }
    report += [UInt8](repeating: 0, count: 8) + lengths + [0]
    return padded(report, layout.length)
  }
}
