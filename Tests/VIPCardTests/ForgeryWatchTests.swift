import Testing
import VIPCard

@Suite("Counting forged reads")
struct ForgeryWatchTests {
  /// What a watch says after each of these checks at these seconds.
  private func answers(
    _ reads: [(check: Check, second: Int)], threshold: Int, window: Int = 600
  ) -> [Bool] {
    var watch = ForgeryWatch(threshold: threshold, window: .seconds(window))
    return reads.map { watch.record($0.check, at: .seconds($0.second)) }
  }

  @Test("Three forged reads within the window call a supervisor, and it stays so")
  func supervisor() {
    let found = answers(
      [(.forged, 0), (.cloneSuspected, 100), (.forged, 599), (.ok, 5_000)], threshold: 3)
    #expect(found == [false, false, true, true])
  }

  @Test("A release begins anew")
  func release() {
    var watch = ForgeryWatch(threshold: 1)
    watch.record(.forged, at: .zero)
    #expect(watch.needsSupervisor)
    watch.release()
    #expect(!watch.needsSupervisor)
    let later = watch.record(.ok, at: .seconds(1))
    #expect(!later)
  }

  @Test("Forged reads further apart than the window do not add up")
  func window() {
    let apart = (0..<100).map { (check: Check.forged, second: $0 * 600) }
    #expect(answers(apart, threshold: 2).allSatisfy { !$0 })
    #expect(answers(apart + [(.forged, 99 * 600 + 599)], threshold: 2).last == true)
  }

  @Test("Other refusals and good cards neither count nor reset", arguments: Check.allCases)
  func others(check: Check) {
    let counts = check == .forged || check == .cloneSuspected
    let found = answers([(.forged, 0), (check, 1), (.forged, 2)], threshold: 2)
    #expect(found == [false, counts, true])
  }

  @Test("A clock that was set back does not forget forged reads")
  func clockSetBack() {
    #expect(answers([(.forged, 1_000), (.forged, 10)], threshold: 2, window: 60).last == true)
  }

  @Test("A threshold below one counts as one", arguments: [-1, 0, 1])
  func threshold(value: Int) {
    #expect(answers([(.ok, 0), (.forged, 1)], threshold: value) == [false, true])
  }
}
