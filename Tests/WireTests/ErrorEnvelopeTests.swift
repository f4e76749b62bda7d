import Desk
import Testing
import Wire
import Wording

@Suite("Errors as they leave the house")
struct ErrorEnvelopeTests {
  private let error = PlainError(
    code: "noReceipt", Sentence(zhHans: "没有小票。", zhHant: "沒有小票。", en: "No slip."),
    hint: Sentence(zhHans: "请查单号。", zhHant: "請查單號。", en: "Check the id."))

  @Test("An error is one line: its code, its sentence and its hint in the language asked for")
  func envelope() {
    #expect(
      ErrorEnvelope(error, .english).json
        == #"{"error":{"code":"noReceipt","hint":"Check the id.","message":"No slip."}}"#)
    #expect(
      ErrorEnvelope(error, .simplifiedChinese, line: 3).json
        == #"{"error":{"code":"noReceipt","hint":"请查单号。","line":3,"message":"没有小票。"}}"#)
  }
}
