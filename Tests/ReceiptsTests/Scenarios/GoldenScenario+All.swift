import BusinessCalendar
import Loyalty
import Receipts
import Wording

extension GoldenScenario {
  /// The collection, in the order of the road from the plain sale to the odd ones.
  static let all: [GoldenScenario] = [
    chainStore, chainStoreCustomer, birthday, departmentStore, english, everyone, refund, oddNames,
    signedOnScreen, redemption, testPage,
  ]

  private static let chip = SlipCard(
    maskedNumber: "9156 **** **** 5672", year: 2026, proof: .verified)

  private static func chainStoreReceipt(_ language: Language = .simplifiedChinese) -> Receipt {
    let english = language == .english
    let (sale, quote) = priced(
      id: "L1-20261122-0007", date: "2026-11-22",
      lines: [
        PricedLine(
          name: english ? "Wool jumper" : "羊毛衫", price: "559.00",
          steps: [(.a(9), "0.88", "491.92")]),
        PricedLine(
          name: english
            ? "Men's non-iron business shirt, slim fit, long sleeves, collar 40, light blue"
            : "男士免烫商务修身长袖衬衫（浅蓝色 领围40 加长款）",
          quantity: "2", price: "199.00",
          kind: .special),
        PricedLine(
          name: english ? "Silk scarf" : "真丝围巾", price: "128.00", kind: .promotional),
        PricedLine(
          name: english ? "Socks" : "纯棉袜子", quantity: "3", price: "15.80",
          steps: [(.a(9), "0.88", "41.71")]),
      ],
      member: MemberSnapshot(id: "M1", familyName: "王", title: "女士", level: "vip"),
      points: QuotePoints(basis: yuan("1059.63"), earned: 1059, balanceAfter: 1179),
      memberLines: [
        .greeting(familyName: "王", title: "女士"), .level(id: "vip"),
        .memberDiscount(amount: yuan("72.77"), rate: rate("0.88"), rule: .a(9)),
        .earned(points: 1059, basis: yuan("1059.63"), rule: .a(11)), .balance(points: 1179),
        .expiring(points: 1179, on: day("2026-12-31")), .signature(rule: .a(39)),
      ])
    return Slip.compose(
      sale: sale, quote: quote, card: chip,
      header: SlipHeader(
        storeName: english ? "Jiangnan Fashion" : "江南服饰 人民路店", sale: sale),
      tenders: [Tender(.cash, yuan("1100.00"))], language: language, program: program("chain-store")
    )
  }

  static let chainStore = GoldenScenario(
    name: "chain-store-vip", shows: "门店VIP, chip card, 8.8折 beside 特价 and 促销, cash and change",
    receipt: chainStoreReceipt())

  static let chainStoreCustomer = GoldenScenario(
    name: "chain-store-vip-customer-reprint",
    shows: "the same sale: 顾客联, printed again, without a place to sign",
    receipt: chainStoreReceipt().copy(for: .customer).reprinted(1))

  static let english = GoldenScenario(
    name: "english", shows: "the same sale in English", receipt: chainStoreReceipt(.english))

  static let birthday = GoldenScenario(
    name: "birthday-58mm",
    shows: "生日 6折 on 58 mm paper, copyable card in the exchange month, pending points",
    profile: .chinese58,
    receipt: {
      let (sale, quote) = priced(
        id: "L2-20261205-0031", date: "2026-12-05",
        lines: [
          PricedLine(name: "羽绒服", price: "1299.00", steps: [(.a(14), "0.60", "779.40")]),
          PricedLine(name: "会员独享礼盒", price: "88.00", kind: .memberOnly),
        ],
        member: MemberSnapshot(id: "M2", familyName: "欧阳", title: "先生", level: "vip"),
        memberLines: [
          .greeting(familyName: "欧阳", title: "先生"), .level(id: "vip"),
          .birthdayDiscount(amount: yuan("519.60"), rate: rate("0.60"), rule: .a(14)),
          .earned(points: 867, basis: yuan("867.40"), rule: .a(11)),
          .pending(points: 867, registerBy: day("2026-12-30")), .balance(points: 0),
          .signature(rule: .a(39)),
        ])
      return Slip.compose(
        sale: sale, quote: quote,
        card: SlipCard(
          maskedNumber: "9156 **** **** 5672", year: 2026, proof: .lowTrust, exchange: .due),
        header: SlipHeader(storeName: "江南服饰", sale: sale),
        tenders: [Tender(.weChatPay, yuan("867.40"))], language: .simplifiedChinese,
        program: program("chain-store"))
    }())

  static let departmentStore = GoldenScenario(
    name: "department-store-traditional",
    shows: "黃金卡 on top of 專櫃8折 in traditional Chinese (Big5): bonus, upgrade, what is next",
    profile: .traditional80,
    receipt: {
      let (sale, quote) = priced(
        id: "B1-20261122-0102", date: "2026-11-22",
        lines: [
          PricedLine(
            name: "羊絨大衣", price: "2599.00", counterRate: "0.80",
            steps: [(.b(3), "0.80", "2079.20"), (.b(2), "0.88", "1829.70")]),
          PricedLine(name: "皮手套", price: "298.00", steps: [(.b(2), "0.88", "262.24")]),
          PricedLine(name: "散裝糖果", quantity: "1.250", price: "39.80", kind: .special),
        ],
        member: MemberSnapshot(id: "M3", familyName: "陳", title: "小姐", level: "gold"),
        memberLines: [
          .greeting(familyName: "陳", title: "小姐"), .level(id: "gold"),
          .counterDiscount(amount: yuan("519.80"), rule: .b(3)),
          .memberDiscount(amount: yuan("285.26"), rate: rate("0.88"), rule: .b(2)),
          .earned(points: 214, basis: yuan("2141.69"), rule: .b(5)),
          .bonus(points: 10, rule: .b(11)), .balance(points: 8018),
          .upgrade(to: "diamond", rule: .b(7)), .signature(rule: .a(39)),
        ])
      return Slip.compose(
        sale: sale, quote: quote, card: chip,
        header: SlipHeader(
          storeName: "尊榮百貨", lane: "B1", receiptNumber: sale.id, date: sale.date,
          time: "18:42:09", cashier: "113", subtitle: ["中山路 100 號  電話 02-1234-5678"],
          footer: ["七日內憑本單退換貨"]),
        tenders: [Tender(.bankCard, yuan("2000.00")), Tender(.cash, yuan("141.69"))],
        language: .traditionalChinese, program: program("department-store"))
    }())

  static let everyone = GoldenScenario(
    name: "everyone", shows: "a sale without a card: nothing of a member, no signature",
    receipt: {
      let (sale, quote) = priced(
        id: "L1-20261122-0008", date: "2026-11-22",
        lines: [PricedLine(name: "羊毛衫", price: "559.00")], member: nil)
      return Slip.compose(
        sale: sale, quote: quote, card: nil,
        header: SlipHeader(storeName: "江南服饰 人民路店", sale: sale),
        tenders: [Tender(.alipay, yuan("559.00"))], language: .simplifiedChinese)
    }())

  static let refund = GoldenScenario(
    name: "refund", shows: "退货单: the mirror of a sale, with points taken back",
    receipt: Slip.compose(
      refund: SlipRefund(
        originalNumber: "L1-20261122-0007", originalDate: day("2026-11-22"),
        lines: [
          SlipRefund.Line(
            name: "羊毛衫", quantity: Quantity(1), unitPrice: yuan("559.00"),
            gross: yuan("559.00"), refund: yuan("491.92"))
        ], amount: yuan("491.92"), greeting: "王女士",
        points: SlipRefund.Points(taken: 492, balance: 687)),
      card: chip,
      header: SlipHeader(
        storeName: "江南服饰 人民路店", lane: "L1", receiptNumber: "L1-20261125-0003",
        date: day("2026-11-25"), time: "16:20:41", cashier: "07"),
      tenders: [Tender(.cash, yuan("491.92"))], language: .simplifiedChinese))

  static let oddNames = GoldenScenario(
    name: "odd-names",
    shows:
      "㐂, 𠮷 and emoji as small pictures; control characters and direction marks shown, not obeyed",
    receipt: {
      let (sale, quote) = priced(
        id: "L1-20261122-0009", date: "2026-11-22",
        lines: [
          PricedLine(name: "㐂乐茶具", price: "88.00", steps: [(.a(9), "0.88", "77.44")]),
          PricedLine(name: "开钱箱\u{1B}p\u{0}\u{19}\u{FA}试试", price: "1.00"),
          PricedLine(name: "\u{202E}00.9 方向", price: "9.00"),
          PricedLine(name: "Café crème ☕", price: "32.00", kind: .special),
        ],
        member: MemberSnapshot(id: "M4", familyName: "𠮷", title: "先生", level: "vip"),
        memberLines: [
          .greeting(familyName: "𠮷", title: "先生"),
          .memberDiscount(amount: yuan("10.56"), rate: rate("0.88"), rule: .a(9)),
          .balance(points: 119), .signature(rule: .a(39)),
        ])
      return Slip.compose(
        sale: sale, quote: quote, card: chip,
        header: SlipHeader(storeName: "江南服饰 人民路店", sale: sale),
        tenders: [Tender(.cash, yuan("119.44"))], language: .simplifiedChinese)
    }())

  static let redemption = GoldenScenario(
    name: "redemption-customer", shows: "the customer's copy of a gift for points, which is final",
    receipt: Slip.compose(
      redemption: SlipRedemption(
        gift: "G-07", name: Sentence(zhHans: "保温杯", zhHant: "保溫杯", en: "Vacuum flask"),
        points: 1000, balance: 240),
      card: SlipCard(maskedNumber: "9156 **** **** 5672", year: 2026, proof: .lowTrust),
      header: SlipHeader(
        storeName: "江南服饰 人民路店", lane: "L1", receiptNumber: "R1-20261122-0003",
        date: day("2026-11-22"), time: "10:20:00"), language: .simplifiedChinese
    ).copy(for: .customer))

  static let testPage = GoldenScenario(
    name: "test-page", shows: "the page that shows what a printer makes of everything",
    receipt: TestPage.compose(
      profile: .chinese80, printer: "tcp://192.0.2.10:9100", status: PrinterStatus(paper: .nearEnd),
      number: "test-1", language: .simplifiedChinese))

  static let signedOnScreen = GoldenScenario(
    name: "signed-on-screen",
    shows: "a captured signature, a QR code and a rule of a receipt made by hand",
    receipt: Receipt(
      number: "L1-20261122-0010", language: .simplifiedChinese,
      lines: [
        .text("会员签名存根", TextStyle(size: .tall, bold: true, alignment: .center)), .copyMark,
        .rule(.double),
        .columns([
          ReceiptCell("单号"), ReceiptCell("金额", alignment: .center),
          ReceiptCell("积分", width: .columns(8), alignment: .trailing),
        ]),
        .columns([
          ReceiptCell("0010"), ReceiptCell("559.00", alignment: .center),
          ReceiptCell("559", width: .columns(8), alignment: .trailing),
        ]),
        .signature(
          SignatureBlock(
            label: "会员签名", statement: "本人确认本次消费及会员卡无误。", state: .captured,
            drawing: wave)),
        .qrCode("https://cardlane.example/r/L1-20261122-0010"), .cut,
      ]))

  /// Two strokes, as from a pad of 400 × 120.
  private static let wave = SignatureDrawing(
    width: 400, height: 120,
    strokes: [
      (0..<40).map { index in
        SignatureDrawing.Point(
          x: 20 + index * 6, y: 60 + [0, 22, 34, 22, 0, -22, -34, -22][index % 8])
      },
      [.init(x: 290, y: 30), .init(x: 300, y: 95), .init(x: 360, y: 50), .init(x: 380, y: 52)],
    ])
}
