import ArgumentParser
import CardCrypto
import CardReaders
import Desk
import Foundation

/// Which kinds of reader a command listens to.
struct ReaderSources: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Listen to chip and contactless readers behind PC/SC.")
  var pcsc = true
  @Flag(
    inversion: .prefixedNo,
    help: "Listen to stripe readers on USB; the kernel's driver has them back at the end.")
  var usb = true
  @Flag(
    inversion: .prefixedNo,
    help: "Listen to known stripe readers that type; nobody else gets their keys meanwhile.")
  var keyboards = true
  @Option(
    name: .customLong("keyboard"),
    help: ArgumentHelp(
      "Take this keyboard for a stripe reader as well, by node, vendor:product or name.",
      valueName: "device"))
  var named: [String] = []
  @Flag(help: "Take each line of standard input for a swipe of a reader in keyboard mode.")
  var wedge = false

  /// The readers.
  ///
  /// - Parameter keys: What decrypts the swipes of encrypting heads.
  func readers(keys: any SwipeKeyStore) -> [any CardReader] {
    let named = keyboards ? LaneInForce.settings.keyboards(named).map(\.value) : named
    var readers = LaneReaders.all(
      keys: keys, pcsc: pcsc, usb: usb, keyboards: keyboards, named: named)
    if wedge {
      readers.append(
        LineReader(
          name: "stdin", lines: FileLines(descriptor: STDIN_FILENO), swipeKeys: keys))
    }
    return readers
  }
}
