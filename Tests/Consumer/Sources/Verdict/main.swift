import BusinessCalendar
import CardCrypto
import CardReaders
import Desk
import Foundation
import Wording

// The issuer keys, unlocked when they are needed; `sam:…` and `pkcs11:…` are keys just as well.
let keys = try KeySource("keys.json").open(
  KeySecrets { try KeyFile.passphrase(fromFile: "passphrase") })
let judge = CardJudge(keys: keys)

// A reader that types into standard input. Chip readers and stripe readers on USB stand beside it:
// PCSCReaders(), USBStripeReaders().
let hub = CardReaderHub([LineReader(name: "till", lines: FileLines(descriptor: STDIN_FILENO))])

for await event in hub.events() {
  let judged = await JudgedEvent(event, by: judge, on: BusinessDate(at: Date(), in: .current))
  if let judgement = judged.judgement {
    print(judgement.isAccepted ? "✓" : "✗", judgement.message[.english])
  } else if let error = judged.error {
    print("!", error.message[.english])
  }
}
