package import Wording

/// Where a value in force comes from.
package enum Origin: Sendable, Hashable {
  /// The command line.
  case option(String)
  /// A variable of the environment.
  case environment(String)
  /// The lane file.
  case file(path: String, line: Int)
  /// Nobody said anything: what the program does then.
  case standard
  /// Found by looking at the machine, such as its locale.
  case machine

  /// The kind's name for programs.
  package var word: String {
    switch self {
    case .option: "option"
    case .environment: "environment"
    case .file: "file"
    case .standard: "default"
    case .machine: "machine"
    }
  }

  /// Which option, variable or line; `nil` where there is nothing to name.
  package var detail: String? {
    switch self {
    case .option(let name), .environment(let name): name
    case .file(let path, let line): "\(path):\(line)"
    case .standard, .machine: nil
    }
  }

  /// The place in words.
  package var sentence: Sentence {
    switch self {
    case .option(let name):
      Sentence(zhHans: "选项 \(name)", zhHant: "選項 \(name)", en: "option \(name)")
    case .environment(let name):
      Sentence(zhHans: "环境变量 \(name)", zhHant: "環境變數 \(name)", en: "environment \(name)")
    case .file(let path, let line):
      Sentence(zhHans: "\(path):\(line)", zhHant: "\(path):\(line)", en: "\(path):\(line)")
    case .standard: Sentence(zhHans: "默认", zhHant: "預設", en: "default")
    case .machine: Sentence(zhHans: "本机", zhHant: "本機", en: "this machine")
    }
  }
}
