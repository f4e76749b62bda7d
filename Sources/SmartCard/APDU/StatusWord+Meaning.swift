extension StatusWord: CustomStringConvertible {
  /// The four digits and their meaning, such as `6A82 file or application not found`.
  public var description: String { "\(hexadecimal([sw1, sw2])) \(meaning)" }

  /// What it means, in English.
  public var meaning: String {
    if let known = Self.meanings[rawValue] { return known }
    if let bytesAvailable { return "\(bytesAvailable) more bytes are waiting" }
    if let correctLength { return "wrong Le, the right one is \(correctLength)" }
    if let triesLeft { return "wrong key or PIN, \(triesLeft) tries left" }
    return switch sw1 {
    case 0x62: "done, with a warning; the memory is unchanged"
    case 0x63: "done, with a warning; the memory has changed"
    case 0x64: "execution error; the memory is unchanged"
    case 0x65: "execution error; the memory has changed"
    case 0x66: "a security issue"
    case 0x68: "a function in CLA is not supported"
    case 0x69: "command not allowed"
    case 0x6A: "wrong parameters"
    case 0x91: "DESFire status \(hexadecimal([sw2]))"
    default: "a status that no standard names"
    }
  }

  private static let meanings: [UInt16: String] = [
    0x9000: "done",
    0x6281: "part of the data may be corrupted",
    0x6282: "the file ended before Ne bytes",
    0x6283: "the selected file is deactivated",
    0x6285: "the selected file is terminated",
    0x6300: "verification failed",
    0x6400: "execution error; the memory is unchanged",
    0x6581: "writing to the memory failed",
    0x6700: "wrong length",
    0x6881: "logical channel not supported",
    0x6882: "secure messaging not supported",
    0x6883: "last command of the chain expected",
    0x6884: "command chaining not supported",
    0x6981: "the command does not fit the file's structure",
    0x6982: "security status not satisfied",
    0x6983: "authentication method blocked",
    0x6984: "reference data not usable",
    0x6985: "conditions of use not satisfied",
    0x6986: "command not allowed, no elementary file is selected",
    0x6987: "a secure-messaging object is missing",
    0x6988: "a secure-messaging object is wrong",
    0x6A80: "wrong parameters in the data",
    0x6A81: "function not supported",
    0x6A82: "file or application not found",
    0x6A83: "record not found",
    0x6A84: "not enough memory in the file",
    0x6A86: "wrong parameters P1 P2",
    0x6A88: "referenced data or key not found",
    0x6A89: "the file already exists",
    0x6B00: "P1 P2 are outside the file",
    0x6D00: "instruction not supported",
    0x6E00: "class not supported",
    0x6F00: "no precise diagnosis",
    0x9100: "done (DESFire)",
    0x91AF: "a further frame follows (DESFire)",
    0x91AE: "authentication failed (DESFire)",
    0x919D: "permission denied (DESFire)",
    0x91A0: "application not found (DESFire)",
    0x91F0: "file not found (DESFire)",
    0x917E: "wrong length (DESFire)",
  ]
}
