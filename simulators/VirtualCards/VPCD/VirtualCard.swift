/// A card that can be put into a virtual reader with ``VPCDSlot/insert(_:)``.
///
/// Write a plain `struct` with stored state, or a class; nothing has to be asynchronous and nothing
/// has to be locked, because the slot owns the card and calls it from one thread only. Answer
/// quickly: the reader waits for every answer, and so does the program behind it.
///
/// ```swift
/// struct EchoCard: VirtualCard {
///   var commands = 0
///   let atr: [UInt8] = [0x3B, 0x80, 0x01, 0x81]
///   mutating func respond(to command: [UInt8]) -> [UInt8] {
///     commands += 1
///     return command + [0x90, 0x00]
///   }
/// }
/// ```
public protocol VirtualCard: Sendable {
  /// The answer-to-reset, 2 to 33 bytes. It may change between resets.
  var atr: [UInt8] { get }

  /// The reader has switched the card's power on: forget whatever a cold reset forgets.
  mutating func powerOn()

  /// The reader has switched the power off.
  mutating func powerOff()

  /// The reader has reset the card without taking its power away.
  mutating func reset()

  /// Answers one command APDU with data followed by two status bytes.
  ///
  /// The bytes are what the terminal sent, well formed or not; 1 byte never arrives, because the
  /// transport would take it for a control byte.
  mutating func respond(to command: [UInt8]) -> [UInt8]
}

extension VirtualCard {
  /// Does nothing: for cards without volatile state.
  public mutating func powerOn() {}

  /// Does nothing: for cards without volatile state.
  public mutating func powerOff() {}

  /// Does what ``powerOn()`` does: most cards forget the same on both resets.
  public mutating func reset() { powerOn() }
}

/// A card that also decides how the transport behaves: late, never, torn or out of format.
///
/// For the faults that no well-behaved card shows. ``ScriptedCard`` is the ready-made one.
public protocol FaultyVirtualCard: VirtualCard {
  /// Answers one message of the reader.
  mutating func answer(to message: VPCDMessage) -> VPCDAnswer
}

/// What the reader says to the card.
public enum VPCDMessage: Sendable, Hashable {
  /// Control byte `00`: power off; no answer is expected.
  case powerOff
  /// Control byte `01`: power on; no answer is expected.
  case powerOn
  /// Control byte `02`: reset; no answer is expected.
  case reset
  /// Control byte `04`: the reader asks for the answer-to-reset, also to see whether a card is there.
  case atr
  /// A control byte that vpcd does not define.
  case unknownControl(UInt8)
  /// A command APDU.
  case command([UInt8])
}

/// What goes back on the wire.
public indirect enum VPCDAnswer: Sendable, Hashable {
  /// One framed message.
  case message([UInt8])
  /// Nothing now, nothing later: the card hangs until it is removed.
  case silence
  /// Bytes as they are, without a length in front of them.
  case raw([UInt8])
  /// The card leaves the reader after these raw bytes, in the middle of whatever was going on.
  case leave(after: [UInt8])
  /// The same answer, later. A removal of the card ends the wait.
  case delayed(Duration, VPCDAnswer)
}
