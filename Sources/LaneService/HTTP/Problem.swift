import Documents
import HTTPTypes
import Hummingbird
import Lane
import MemberStore
import NIOCore
import Wire
import Wording

/// An error as `application/problem+json` (RFC 9457), with the code, the sentence and the hint of every other way
/// into the lane.
struct Problem: Sendable {
  let status: HTTPResponse.Status
  let error: any ExplainedError

  init(_ error: any Error) {
    self.error = Explained.of(error)
    status = Self.status(of: self.error)
  }

  init(_ status: HTTPResponse.Status, _ error: any ExplainedError) {
    self.status = status
    self.error = error
  }

  /// The answer.
  func response(_ language: Language) -> Response {
    let form = ProblemForm(error, status: status.code, language)
    let text = (try? JSONLine.text(form)) ?? "{}"
    var headers: HTTPFields = [.contentType: "application/problem+json"]
    if status == .serviceUnavailable { headers[.retryAfter] = "5" }
    if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// Business says no: 422. Wrong input: 400. What nobody knows: 404. What contradicts what is stored: 409. A
  /// device or the store fails: 503.
  private static func status(of error: any ExplainedError) -> HTTPResponse.Status {
    switch error.code {
    case "unknownSale", "unknownMember", "unknownReceipt", "unknownCard", "unknownJob",
      "saleNotOpen", "noReceipt", "noSuchCall", "unknownReader", "noPoster":
      return .notFound
    case "idConflict", "saleVoided", "saleCommitted", "saleChanged", "giftClaimed", "cardTaken",
      "printedAlready", "jobConflict", "keyConflict", "keyInUse", "memberExists",
      "readerClaimed", "readerNotClaimed":
      return .conflict
    case "tooLarge": return .contentTooLarge
    default: break
    }
    switch error.nature {
    case .refusal: return .unprocessableContent
    case .input: return .badRequest
    case .device: return .serviceUnavailable
    }
  }
}
