public import Loyalty

/// What a cashier confirms of a sale before it is frozen. Raw values are the prompts' codes that ask for it.
public enum SaleConfirmation: String, Sendable, Hashable, CaseIterable {
  /// The original identity card was seen (rule A14).
  case identityCard
  /// The member gives up the discount on this sale (rule A16).
  case discountWaived
  /// The welcome gift is handed out (rule A8).
  case welcomeGift
  /// The birthday gift is handed out (rule B10).
  case birthdayGift
  /// The quarter's gift is handed out (rule B8).
  case quarterlyGift
  /// The lottery draw is made (rule B9).
  case lotteryDraw

  /// The confirmation that a prompt asks for; `nil` for one that only tells.
  public init?(_ prompt: Prompt) {
    // A waived discount is told, not asked.
    guard prompt.topic.code != Self.discountWaived.rawValue else { return nil }
    self.init(rawValue: prompt.topic.code)
  }

  /// The gift that is handed out; `nil` for what is only seen or said.
  public var gift: TillGift? {
    switch self {
    case .identityCard, .discountWaived: nil
    case .welcomeGift: .welcome
    case .birthdayGift: .birthday
    case .quarterlyGift: .quarter
    case .lotteryDraw: .draw
    }
  }
}

/// A sale with what belongs to it besides its goods, until it is frozen.
public struct OpenSale: Sendable {
  /// The sale.
  public var sale: Sale
  /// Gifts that are handed out with it.
  public private(set) var gifts: [TillGift]

  /// Opens a sale.
  public init(_ sale: Sale, gifts: [TillGift] = []) {
    self.sale = sale
    self.gifts = gifts
  }

  /// Takes a confirmation in.
  public mutating func confirm(_ confirmation: SaleConfirmation) {
    switch confirmation {
    case .identityCard: sale.confirmations.identityCard = true
    case .discountWaived: sale.waivesDiscount = true
    case .welcomeGift, .birthdayGift, .quarterlyGift, .lotteryDraw:
      if let gift = confirmation.gift, !gifts.contains(gift) { gifts.append(gift) }
    }
  }
}
