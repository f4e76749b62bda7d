public import ArgumentParser
import Desk
import Foundation
public import Wording

extension Language: ExpressibleByArgument {
  /// The language to speak before the command line is parsed: `--lang`, else what is in force.
  static func preferred(in arguments: [String] = []) -> Language {
    let option = "--lang"
    for (index, argument) in arguments.enumerated() {
      let value =
        argument.hasPrefix(option + "=")
        ? String(argument.dropFirst(option.count + 1))
        : argument == option ? arguments.dropFirst(index + 1).first : nil
      if let language = value.flatMap(Language.init(rawValue:)) { return language }
    }
    return LaneInForce.settings.language(nil).value
  }
}
