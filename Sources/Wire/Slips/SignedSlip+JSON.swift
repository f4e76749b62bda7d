package import Desk
import Receipts

extension SignedSlip: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("number", number)
    try object.put("signature", state)
    try object.put("repeated", isRepeated)
  }
}
