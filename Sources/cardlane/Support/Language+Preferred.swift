public import ArgumentParser
import Foundation
public import Wording

extension Language: ExpressibleByArgument {
  /// The language to speak: `--lang`, else `CARDLANE_LANG`, else the locale, else English.
  static func preferred(
    in arguments: [String] = [], environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Language {
    let option = "--lang"
    for (index, argument) in arguments.enumerated() {
      let value =
        argument.hasPrefix(option + "=")
        ? String(argument.dropFirst(option.count + 1))
        : argument == option ? arguments.dropFirst(index + 1).first : nil
      if let language = value.flatMap(Language.init(rawValue:)) { return language }
    }
    if let language = environment["CARDLANE_LANG"].flatMap(Language.init(rawValue:)) {
      return language
    }
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    if locale.hasPrefix("zh_TW") || locale.hasPrefix("zh_HK") || locale.hasPrefix("zh_MO") {
      return .traditionalChinese
    }
    return locale.hasPrefix("zh") ? .simplifiedChinese : .english
  }
}
