public import Wording

/// An error that knows each thing that is wrong, with its field and place.
public protocol ListsMistakes: ExplainedError {
  /// What is wrong, in the order of the text; at least one.
  var mistakes: [Mistake] { get }
}
