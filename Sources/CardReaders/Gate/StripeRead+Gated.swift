import MagneticStripe

extension StripeRead {
  /// A swipe as a gate delivers it: without the tracks that are not wanted, as data if nothing is
  /// wrong with the others, else as an error that holds the good tracks or none.
  func gated(
    _ event: CardEvent, _ reporting: ErrorReporting, _ wanted: Set<TrackNumber>
  ) -> GateEvent {
    guard case .card(let tracks) = self else { return .data(event) }
    func swipe(_ read: (TrackRead) -> TrackRead) -> CardEvent {
      let reads = TrackNumber.allCases.map { wanted.contains($0) ? read(tracks[$0]) : .empty }
      return event.with(
        .swipe(
          StripeRead(
            one: reads[0], two: reads[1], three: reads[2], standard: tracks.standard,
            filter: .alreadyApplied)))
    }
    let hasErrors = wanted.contains { tracks[$0].trackError != nil }
    guard hasErrors else { return .data(swipe { $0 }) }
    switch reporting {
    case .track: return .error(swipe { $0 })
    case .card: return .error(swipe { $0.data == nil ? $0 : .empty })
    }
  }
}

extension PaymentCardFilter {
  /// For tracks that a lane's own filter has let through.
  fileprivate static let alreadyApplied = PaymentCardFilter(payment: [])
}

extension CardEvent {
  /// The same event about something else.
  func with(_ happening: Happening) -> CardEvent {
    CardEvent(happening, reader: reader, kind: kind, time: time, arrival: arrival)
  }
}
