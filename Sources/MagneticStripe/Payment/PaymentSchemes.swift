extension IssuerRange {
  /// Where payment cards begin, by scheme. Deliberately broad: whole first digits where nearly all
  /// of the range is payment.
  ///
  /// Schemes as published by the schemes themselves and in ISO/IEC 7812-1's industry identifiers:
  /// 3 travel and entertainment, 4 and 5 banking, 6 merchandising and banking. Among the ranges that
  /// begin with 9 are Chinese banks' own cards from before UnionPay's 62; none of them begins with
  /// 9156, the range of our cards.
  public static let paymentSchemes: [IssuerRange] = [
    IssuerRange(2014, 2014, digits: 4, "Diners Club enRoute"),
    IssuerRange(2149, 2149, digits: 4, "Diners Club enRoute"),
    IssuerRange(2200, 2205, digits: 4, "Mir, BORICA"),
    IssuerRange(2221, 2720, digits: 4, "Mastercard"),
    IssuerRange(3, 3, digits: 1, "American Express, Diners Club, JCB"),
    IssuerRange(4, 4, digits: 1, "Visa"),
    IssuerRange(5, 5, digits: 1, "Mastercard, Maestro, RuPay, Verve, Dankort"),
    IssuerRange(6, 6, digits: 1, "UnionPay, Discover, Maestro, RuPay, InstaPayment"),
    IssuerRange(81, 81, digits: 2, "UnionPay"),
    IssuerRange(82, 82, digits: 2, "RuPay"),
    IssuerRange(8600, 8600, digits: 4, "Uzcard"),
    IssuerRange(9111, 9111, digits: 4, "Chinese bank card before UnionPay's 62"),
    IssuerRange(940, 940, digits: 3, "Chinese city and rural banks before UnionPay's 62"),
    IssuerRange(955, 955, digits: 3, "Chinese bank cards before UnionPay's 62"),
    IssuerRange(966666, 966666, digits: 6, "Chinese bank card before UnionPay's 62"),
    IssuerRange(968807, 968809, digits: 6, "Chinese bank cards before UnionPay's 62"),
    IssuerRange(9704, 9704, digits: 4, "NAPAS"),
    IssuerRange(9792, 9792, digits: 4, "Troy"),
    IssuerRange(984301, 984303, digits: 6, "Chinese bank cards before UnionPay's 62"),
    IssuerRange(985262, 985262, digits: 6, "Chinese bank card before UnionPay's 62"),
    IssuerRange(9860, 9860, digits: 4, "Humo"),
    IssuerRange(998800, 998802, digits: 6, "Chinese bank cards before UnionPay's 62"),
  ]

  /// The issuer numbers of North American driving licences (AAMVA Card Design Standard, annex on
  /// issuer identification numbers).
  public static let drivingLicences: [IssuerRange] = [
    IssuerRange(604_426, 604_434, digits: 6, "AAMVA"),
    IssuerRange(636_000, 636_062, digits: 6, "AAMVA"),
  ]
}
