/// Bytes as upper-case hex digits without spaces.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  for byte in bytes {
    text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
  }
  return text.uppercased()
}

/// Bytes from hex digits; spaces between them are allowed. `nil` for anything else.
package func bytes(fromHexadecimal text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  var high: UInt8?
  for character in text where !character.isWhitespace {
    guard character.isASCII, let digit = character.hexDigitValue else { return nil }
    if let upper = high {
      bytes.append(upper << 4 | UInt8(digit))
      high = nil
    } else {
      high = UInt8(digit)
    }
  }
  return high == nil ? bytes : nil
}
