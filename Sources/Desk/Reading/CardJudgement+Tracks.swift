import CardReaders
public import MagneticStripe
public import VIPCard
import Wording

extension CardJudgement {
  /// The first error of a track that is the reader's matter: a head that encrypts, and cannot be decrypted
  /// here.
  public var headError: TrackError? { firstError { $0.nature == .device } }

  /// The first error of a track with more characters than a stripe can hold.
  public var lengthError: TrackError? {
    firstError { error in
      if case .tooLong = error { true } else { false }
    }
  }

  private func firstError(_ isWanted: (TrackError) -> Bool) -> TrackError? {
    guard case .tracks(let shown) = tracks else { return nil }
    return TrackNumber.allCases.compactMap { shown.tracks[$0].trackError }.first(where: isWanted)
  }
}
