/// The input report of the least reader that follows the USB-IF's page for magnetic stripe readers
/// (HID Usage Tables, page 0x8E): 229 bytes.
///
/// Three lengths, then 79, 40 and 107 bytes for the tracks. The page has no usage for what could not be
/// decoded: such a track is empty.
public enum HIDPOSReport {
  /// Bytes of a report.
  public static let length = 229
  static let capacities = [79, 40, 107]

  /// The bytes of the report for a card; what exceeds a track's room is cut.
  public static func bytes(_ card: SwipedCard) -> [UInt8] {
    let data = zip(card.tracks, capacities).map { Array($0.characters.prefix($1)) }
    return data.map { UInt8($0.count) }
      + zip(data, capacities).flatMap { $0 + [UInt8](repeating: 0, count: $1 - $0.count) }
  }
}
