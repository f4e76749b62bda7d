/// Where in a document a value stands; turned into text only when something is wrong with it.
package struct Path {
  private let parent: Node?
  private let step: Step

  /// The document itself.
  package static var root: Path { Path(parent: nil, step: .root) }

  private enum Step {
    case root
    case key(String)
    case index(Int)
  }

  /// A container's path, shared by all its values.
  package final class Node {
    fileprivate let path: Path
    package init(_ path: Path) { self.path = path }

    package func key(_ key: String) -> Path { Path(parent: self, step: .key(key)) }
    package func index(_ index: Int) -> Path { Path(parent: self, step: .index(index)) }
    package var text: String { path.text }
  }

  /// Such as `lines[0].quantity`; empty for the document itself.
  package var text: String {
    let before = parent?.text ?? ""
    switch step {
    case .root: return before
    case .key(let key): return before.isEmpty ? key : before + "." + key
    case .index(let index): return before + "[\(index)]"
    }
  }
}
