/// How the data of a command and its answer go over the air within a session. Raw values are the two
/// bits in a DESFire file's settings.
public enum CommunicationMode: UInt8, Sendable, Hashable, CaseIterable, Codable {
  /// As they are. In an EV1 session the answer carries a code all the same.
  case plain = 0
  /// As they are, with a message authentication code.
  case mac = 1
  /// Enciphered, and protected against change.
  case full = 3
}
