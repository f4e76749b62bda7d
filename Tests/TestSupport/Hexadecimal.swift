/// The bytes of hexadecimal digits; white space between them is left out.
///
/// A typing mistake gives no bytes at all, which no test expects.
package func hex(_ digits: String) -> [UInt8] {
  let text = digits.filter { !$0.isWhitespace }
  let values = text.compactMap(\.hexDigitValue)
  guard values.count == text.count, values.count % 2 == 0 else { return [] }
  return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}

/// Bytes as hexadecimal digits in capitals.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
}
