/// What can be wrong with a line of YAML as such, whatever it says.
enum LineFault {
  /// A field's name without a colon behind it.
  case colonMissing(String)
  /// A colon that is not the one of the keyboard's Latin half.
  case colonFullWidth
  case colonWithoutSpace(String)
  /// A second colon in a text without quotes.
  case colonTwice
  case strayText
  case strayDash
  case dashMissing
  case dashFullWidth
  case quoteOpen
  case quoteFullWidth
  case bracketOpen
  case bracketFullWidth
  /// Something behind a closing quote or bracket.
  case textAfterValue
  case commaMissing
  case commaFullWidth
  case tab
  case oddBlank
  case indentation
}
