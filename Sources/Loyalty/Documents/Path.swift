/// Where in a document a value stands; turned into text only when something is wrong with it.
struct Path {
  private let parent: Node?
  private let step: Step

  /// The document itself.
  static var root: Path { Path(parent: nil, step: .root) }

  private enum Step {
    case root
    case key(String)
    case index(Int)
  }

  /// A container's path, shared by all its values.
  final class Node {
    fileprivate let path: Path
    init(_ path: Path) { self.path = path }

    func key(_ key: String) -> Path { Path(parent: self, step: .key(key)) }
    func index(_ index: Int) -> Path { Path(parent: self, step: .index(index)) }
    var text: String { path.text }
  }

  /// Such as `lines[0].quantity`; empty for the document itself.
  var text: String {
    let before = parent?.text ?? ""
    switch step {
    case .root: return before
    case .key(let key): return before.isEmpty ? key : before + "." + key
    case .index(let index): return before + "[\(index)]"
    }
  }
}
