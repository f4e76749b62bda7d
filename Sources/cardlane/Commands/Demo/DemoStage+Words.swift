import VIPCard
import Wording

extension DemoStage {
  /// The heading of a part, in both languages.
  func title(_ first: String, _ second: String) {
    StandardOutput.write("")
    StandardOutput.writeHeading("\(first)  ·  \(second)")
  }

  /// A line below a heading.
  func say(_ label: String, _ text: String) {
    let gap = String(repeating: " ", count: max(1, 10 - label.count))
    StandardOutput.write("  \(label)\(gap)\(text)")
  }

  /// A judgement as the cashier hears it, in Chinese and English.
  func say(_ judgement: CardJudgement) {
    let mark = judgement.isAccepted ? "✓" : "✗"
    var facts = [judgement.verdict.check.rawValue]
    if let identity = judgement.identity { facts.append("\(identity)") }
    if let trust = judgement.verdict.trust { facts.append("trust \(trust.rawValue)") }
    if let chip = judgement.chip { facts.append("\(chip)") }
    say(mark, facts.joined(separator: "  "))
    say("", judgement.message[.simplifiedChinese])
    say("", judgement.message[.english])
    if let next = judgement.nextStep {
      say("", "→ \(next[.simplifiedChinese])  \(next[.english])")
    }
  }
}
