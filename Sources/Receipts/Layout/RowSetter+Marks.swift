import Wording

extension RowSetter {
  /// Which copy it is and, on a reprint, its count.
  mutating func setCopyMark() {
    let copy =
      switch receipt.copy {
      case .merchant: Sentence(zhHans: "商户联", zhHant: "商戶聯", en: "MERCHANT COPY")
      case .customer: Sentence(zhHans: "顾客联", zhHant: "顧客聯", en: "CUSTOMER COPY")
      }
    set(.text(copy[receipt.language], TextStyle(alignment: .center)))
    guard receipt.reprint > 0 else { return }
    let reprint = Sentence(
      zhHans: "重印 第\(receipt.reprint)次", zhHant: "重印 第\(receipt.reprint)次",
      en: "REPRINT No. \(receipt.reprint)")
    set(
      .text(
        reprint[receipt.language], TextStyle(size: .tall, bold: true, alignment: .center)))
  }

  /// The sentence, room for a pen, and the line; or what was drawn or decided instead.
  mutating func set(_ block: SignatureBlock) {
    let label = SafeText.clean(block.label)
    switch block.state {
    case .required, .printed:
      // The customer copy is not signed.
      guard receipt.copy == .merchant else { return }
      set(.text(block.statement))
      set(.feed(3))
      let start = min(CellWidth.of(label) + 2, columns - 4)
      add(TextStyle(), [(label + ":", 0)])
      extendLastRow(with: TextSegment(column: start, width: columns - start, content: .blank))
      set(.feed(1))
    case .captured:
      set(.text(block.statement))
      set(.text(label + ":"))
      if let drawing = block.drawing { addDrawing(drawing) }
    case .signed, .refused:
      set(.text(block.statement))
      let outcome =
        block.state == .signed
        ? Sentence(zhHans: "已在原件签名", zhHant: "已在原件簽名", en: "signed on the original")
        : Sentence(zhHans: "会员未签名", zhHant: "會員未簽名", en: "not signed by the member")
      set(.pair(left: label + ":", right: outcome[receipt.language]))
    }
  }
}
