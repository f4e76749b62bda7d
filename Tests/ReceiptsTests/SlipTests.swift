import BusinessCalendar
import Loyalty
import Receipts
import Testing
import Wording

@Suite("Slip")
struct SlipTests {
  private func text(_ scenario: GoldenScenario) -> String { PlainText.render(scenario.layout) }

  @Test(
    "A VIP slip says what the rules ask for",
    arguments: [
      "江南服饰 人民路店", "款台 L1", "单号 L1-20261122-0007", "2026-11-22 10:15:00", "收银员 07", "特价", "促销",
      "会员8.8折", "小计", "会员折扣 8.8折", "应付", "￥1059.63", "现金", "找零", "9156 **** **** 5672", "卡年度 2026",
      "已验真", "王女士", "本次积分", "+1059", "积分余额", "2026-12-31", "会员级别", "会员签名: ____________", "商户联",
    ])
  func content(_ word: String) {
    #expect(text(.chainStore).contains(word))
  }

  @Test("Subtotal less what was taken off is the amount due", arguments: GoldenScenario.all)
  func addsUp(_ scenario: GoldenScenario) throws {
    let rows = text(scenario).split(separator: "\n").map(String.init)
    guard
      let start = rows.firstIndex(where: {
        $0.hasPrefix("小计") || $0.hasPrefix("小計") || $0.hasPrefix("Subtotal")
      })
    else { return }
    let end = try #require(rows[start...].firstIndex { $0.hasPrefix("===") })
    let amounts = rows[start..<end].compactMap {
      $0.split(separator: " ").last.flatMap { Money($0) }
    }
    #expect(amounts.count == end - start)
    let due = try #require(rows[end + 1].split(separator: "￥").last.flatMap { Money($0) })
    #expect(amounts.reduce(Money.zero, +) == due)
  }

  @Test("A slip without a member has no card, no points and no place to sign")
  func everyone() {
    let slip = text(.everyone)
    for word in ["会员", "积分", "签名"] { #expect(!slip.contains(word)) }
    #expect(GoldenScenario.everyone.receipt.signatureState == nil)
  }

  @Test("The customer copy is not signed; a reprint says so with its count")
  func copies() {
    let customer = text(.chainStoreCustomer)
    #expect(customer.contains("顾客联"))
    #expect(customer.contains("重印 第1次"))
    #expect(!customer.contains("____"))
    #expect(!text(.chainStore).contains("重印"))
  }

  @Test("Discounts that no member line explains are still on the slip")
  func leftover() {
    let (sale, quote) = priced(
      id: "1", date: "2026-11-22",
      lines: [PricedLine(name: "羊毛衫", price: "100.00", steps: [(.a(9), "0.88", "88.00")])],
      member: MemberSnapshot(id: "M", level: "vip"))
    let receipt = Slip.compose(
      sale: sale, quote: quote, card: nil, header: SlipHeader(storeName: "店", sale: sale),
      tenders: [], language: .simplifiedChinese)
    let rows = PlainText.render(Layout(receipt)).split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("会员折扣") && $0.hasSuffix("-12.00") })
  }

  @Test(
    "Every member line that concerns the member is said, in every language",
    arguments: Language.allCases)
  func memberLines(_ language: Language) {
    let lines: [MemberLine] = [
      .bonus(points: 10, rule: .b(11)), .redeemed(points: 500, amount: yuan("5.00")),
      .pending(points: 77, registerBy: day("2026-12-22")), .upgrade(to: "diamond", rule: .b(7)),
      .nextLevel(id: "diamond", missing: 321, counted: .pointsEverEarned, rule: .b(7)),
      .nextLevel(id: "diamond", missing: 65_432, counted: .spentInPeriod, rule: .c(1)),
      .memberDayDiscount(amount: yuan("7.77"), rate: rate("0.885"), rule: .c(9)),
      .notice(Prompt(.exchangeCard, rule: .a(16))),
    ]
    let (sale, quote) = priced(
      id: "1", date: "2026-12-01", lines: [PricedLine(name: "x", price: "100.00")],
      member: MemberSnapshot(id: "M", level: "gold"), memberLines: lines)
    let receipt = Slip.compose(
      sale: sale, quote: quote,
      card: SlipCard(
        maskedNumber: "9156 **** **** 5672", year: 2026, proof: .verified, exchange: .due),
      header: SlipHeader(storeName: "S", sale: sale), tenders: [], language: language,
      program: program("department-store"))
    let slip = PlainText.render(Layout(receipt))
    for word in ["+10", "-500", "5.00", "77", "2026-12-22", "321", "654.32", "-7.77"] {
      #expect(slip.contains(word), "\(word)")
    }
    let notice = Prompt(.exchangeCard, rule: .a(16)).sentence[language]
    #expect(slip.contains(notice))
    // The card's own exchange note gives way to the program's.
    #expect(slip.split(separator: "\n").count { $0.hasPrefix("* ") } == 2)
  }

  @Test("The low-trust note, an early card and a card that was not read are told apart")
  func cards() {
    func slip(_ card: SlipCard, copy: Receipt.Copy = .merchant) -> String {
      let (sale, quote) = priced(
        id: "1", date: "2026-12-01", lines: [PricedLine(name: "x", price: "1.00")],
        member: MemberSnapshot(id: "M", level: "vip"))
      return PlainText.render(
        Layout(
          Slip.compose(
            sale: sale, quote: quote, card: card, header: SlipHeader(storeName: "S", sale: sale),
            tenders: [], language: .simplifiedChinese, copy: copy)))
    }
    let number = "9156 **** **** 5672"
    // How easily a card can be copied is for the shop only.
    let copied = slip(SlipCard(maskedNumber: number, year: 2026, proof: .lowTrust), copy: .customer)
    #expect(!copied.contains("低防伪等级") && copied.contains("已验真"))
    #expect(slip(SlipCard(maskedNumber: number, year: 2026, proof: .lowTrust)).contains("低防伪等级"))
    #expect(
      slip(SlipCard(maskedNumber: number, year: 2027, proof: .verified, exchange: .early)).contains(
        "新年度会员卡已启用"))
    #expect(
      slip(SlipCard(maskedNumber: number, year: 2026, proof: .verified, exchange: .due)).contains(
        "换卡月"))
    #expect(!slip(SlipCard(maskedNumber: number, year: nil, proof: .notRead)).contains("已验真"))
  }
}

@Suite("Slip of a redemption")
struct RedemptionSlipTests {
  private func slip(_ language: Language, _ copy: Receipt.Copy) throws -> String {
    let receipt = Slip.compose(
      redemption: SlipRedemption(
        gift: "G-07", name: Sentence(zhHans: "保温杯", zhHant: "保溫杯", en: "Vacuum flask"),
        points: 1000, balance: 240),
      card: SlipCard(maskedNumber: "9156 **** **** 5672", year: 2026, proof: .lowTrust),
      header: SlipHeader(
        storeName: "S", lane: "L1", receiptNumber: "R-1",
        date: try #require(BusinessDate("2026-11-22"))), language: language)
    return PlainText.render(Layout(receipt.copy(for: copy)))
  }

  @Test(
    "The gift stands there by its name, and that it is final on both copies",
    arguments: Language.allCases, Receipt.Copy.allCases)
  func named(_ language: Language, _ copy: Receipt.Copy) throws {
    let text = try slip(language, copy)
    let name = Sentence(zhHans: "保温杯", zhHant: "保溫杯", en: "Vacuum flask")[language]
    let final = Sentence(zhHans: "不可退换", zhHant: "不可退換", en: "no refund")[language]
    #expect(text.contains(name) && text.contains("G-07") && text.contains(final))
    #expect(text.contains("-1000") && text.contains("240"))
    // How easily a card can be copied is for the shop only.
    let low = Sentence(zhHans: "低防伪", zhHant: "低防偽", en: "low-trust")[language]
    #expect(text.contains(low) == (copy == .merchant))
  }
}

@Suite("Signature")
struct SignatureTests {
  @Test(
    "A signature goes from required over printed to signed, captured or refused, and never away")
  func road() {
    let allowed: Set<[SignatureState]> = [
      [.required, .printed], [.required, .captured], [.required, .refused], [.printed, .signed],
      [.printed, .captured], [.printed, .refused], [.refused, .signed], [.refused, .captured],
    ]
    for from in SignatureState.allCases {
      for to in SignatureState.allCases {
        #expect(from.mayBecome(to) == (from == to || allowed.contains([from, to])))
      }
    }
    #expect(SignatureState.allCases.filter(\.isMissing) == [.required, .printed, .refused])
  }

  @Test("A receipt keeps a drawing only with the state captured")
  func drawing() throws {
    let receipt = GoldenScenario.chainStore.receipt
    let drawing = try #require(
      SignatureDrawing(width: 100, height: 50, strokes: [[.init(x: 1, y: 1), .init(x: 90, y: 40)]]))
    #expect(receipt.signatureState == .required)
    #expect(receipt.withSignature(.captured) == nil)
    #expect(receipt.withSignature(.printed, drawing: drawing) == nil)
    #expect(receipt.withSignature(.signed) == nil)
    let signed = try #require(receipt.withSignature(.captured, drawing: drawing))
    #expect(signed.signatureState == .captured)
    #expect(signed.withSignature(.printed) == nil)
    #expect(Layout(signed).rows.contains(.drawing(drawing)))
    #expect(Layout(signed.copy(for: .customer)).rows.contains(.drawing(drawing)))
  }

  @Test("A pad without size is none", arguments: [(0, 10), (10, 0), (-1, 10), (10_001, 10)])
  func pad(_ width: Int, _ height: Int) {
    #expect(SignatureDrawing(width: width, height: height, strokes: []) == nil)
  }
}

@Suite("Test page")
struct TestPageTests {
  @Test("The ruler fills the paper of every profile", arguments: PrinterProfile.all)
  func ruler(_ profile: PrinterProfile) throws {
    for language in Language.allCases {
      let page = TestPage.compose(
        profile: profile, printer: "usb:", status: nil, number: "t", language: language)
      let layout = Layout(page, columns: profile.columns)
      let rows = PlainText.render(layout).split(separator: "\n")
      #expect(rows.contains { $0.hasPrefix("1234567890") && $0.count == profile.columns })
      // Every printer can be sent it.
      #expect(!(try ESCPOS.encode(layout, profile: profile)).isEmpty)
    }
  }
}
