public import Foundation
public import MemberStore
public import Wording

/// What a till is and what it works with: the file `lane.yaml`.
///
/// A lane is the machine's own: shop, lane, program, store, keys, readers and printers are said once, and
/// the commands take them from here unless an option says otherwise.
public struct LaneFile: Sendable, Hashable {
  /// Where the file is, as it was found; errors name it like this.
  public var path: String
  /// The shop in which the lane stands.
  public var shop: Shop
  /// The lane's id within the shop, such as `L1`.
  public var lane: Placed<String>
  /// The language of slips and sentences.
  public var language: Placed<Language>?
  /// The program files; the one that is in force on a sale's date decides it.
  public var programs: [Placed<String>]
  /// A file that says who decides prices instead of the programs' own engine.
  public var rules: Placed<String>?
  /// The file with the gifts of the current poster.
  public var poster: Placed<String>?
  /// The store with members, points and sales.
  public var store: Placed<String>?
  /// Where keys and secrets are.
  public var keys: Keys
  /// Where members present their cards.
  public var readers: Readers
  /// The printers; slips go to the first one.
  public var printers: [Printer]
  /// A folder in which every slip is kept as text, ESC/POS bytes and picture.
  public var slips: Placed<String>?
  /// What the lane allows.
  public var limits: Limits
  /// Where the lane is served to other programs.
  public var service: Service

  /// The shop, as its customers know it.
  public struct Shop: Sendable, Hashable {
    /// The shop's id, such as `S01`.
    public var id: Placed<String>
    /// Its name on the slip.
    public var name: Placed<Sentence>?
    /// The lines under its name on the slip.
    public var address: Placed<[String]>?
    /// By whose clock a business day begins and ends.
    public var timeZone: Placed<TimeZone>?
  }

  /// Where keys and secrets are; the secrets themselves never stand in the file.
  public struct Keys: Sendable, Hashable {
    /// A key file, or the URI of a SAM or a token.
    public var from: Placed<String>?
    /// The key file with the keys of encrypting readers; else they are in the same file.
    public var readers: Placed<String>?
    /// The file that holds the key file's passphrase.
    public var passphraseFile: Placed<String>?
    /// The file that holds the PIN of the SAM or token.
    public var pinFile: Placed<String>?
  }

  /// Where members present their cards.
  public struct Readers: Sendable, Hashable {
    /// The reader at which a sale waits for the card: its name or a part of it.
    public var card: Placed<String>?
    /// Keyboards that are stripe readers and that no profile knows.
    public var keyboards: [Placed<String>]
  }

  /// A printer of the lane.
  public struct Printer: Sendable, Hashable {
    /// What options call it.
    public var name: Placed<String>?
    /// Its address.
    public var at: Placed<String>
    /// What it can do: the name of a profile.
    public var profile: Placed<String>?
  }

  /// Where the lane is served to other programs.
  public struct Service: Sendable, Hashable {
    /// The path of a Unix socket.
    public var socket: Placed<String>?
    /// A port on the loopback address.
    public var port: Placed<Int>?
    /// The folder for open sales, events and tokens.
    public var state: Placed<String>?
    /// Origins of pages, besides the lane's own, that may talk to it.
    public var origins: [Placed<String>]
  }

  /// What the lane allows.
  public struct Limits: Sendable, Hashable {
    /// Seconds for which a command waits for the member's card.
    public var cardSeconds: Placed<Int>?
    /// How many days back a supervisor may still enter business.
    public var lateEntryDays: Placed<Int>?
    /// What becomes of a genuine card that is not in the register.
    public var unknownCards: Placed<UnknownCardPolicy>?
  }
}
