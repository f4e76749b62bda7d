import HTTPTypes
import Hummingbird
import NIOCore
import Receipts
import Wording

extension Call {
  /// Every call of a lane.
  static func all(_ host: LaneHost) -> [Call] {
    sales(host) + points(host) + paper(host) + people(host) + membership(host) + lane(host)
      + reports(host)
  }

  private static func sales(_ host: LaneHost) -> [Call] {
    [
      .json(
        .post, "/v1/quotes", "Price a sale and forget it.", takes: "sale", answers: "quote"
      ) { try await host.quote($0.body, $0.language) },
      .json(
        .put, "/v1/sales/{id}", "Open a sale or replace its basket; answers price and prompts.",
        takes: "sale", answers: "sale-state"
      ) { try await host.open($0.path("id"), $0.body, $0.language) },
      .json(.get, "/v1/sales/{id}", "A sale as it stands.", answers: "sale-state") {
        try await host.sale($0.path("id"), $0.language)
      },
      .json(
        .post, "/v1/sales/{id}/card", "A swipe that the till read itself joins the sale.",
        takes: "swipe-request", answers: "sale-state"
      ) { try await host.swipe($0.path("id"), $0.body, $0.language) },
      .json(
        .delete, "/v1/sales/{id}/card", "Put the card away.", answers: "sale-state"
      ) { try await host.putCardAway($0.path("id"), $0.language) },
      .json(
        .post, "/v1/sales/{id}/confirmations",
        "What the cashier has confirmed; answers the new price.", takes: "confirmation-request",
        answers: "sale-state"
      ) { try await host.confirm($0.path("id"), $0.body, $0.language) },
      .json(
        .post, "/v1/sales/{id}/hold", "Freeze the sale; the payment may begin.",
        takes: "tender-request", answers: "sale-state"
      ) { try await host.hold($0.path("id"), $0.body, $0.language) },
      .json(
        .post, "/v1/sales/{id}/commit", "Book the sale as paid and print its slip.",
        takes: "tender-request", answers: "checkout"
      ) { try await host.commit($0.path("id"), $0.body, $0.language) },
      .json(.post, "/v1/sales/{id}/void", "Give the sale up.", answers: "sale-state") {
        try await host.void($0.path("id"), $0.language)
      },
      .json(
        .post, "/v1/sales/{id}/returns", "Take goods of the sale back.", takes: "return-order",
        answers: "return"
      ) { try await host.takeBack($0.path("id"), $0.body, id: $0.id(nil), $0.language) },
    ]
  }

  private static func points(_ host: LaneHost) -> [Call] {
    [
      .json(
        .get, "/v1/gifts", "The gifts that the shop gives for points today.", answers: "gifts"
      ) { try await host.gifts($0.language) },
      .json(
        .post, "/v1/redemptions", "Give points for a gift of the poster or a single item; final.",
        takes: "redemption-order", answers: "redemption"
      ) { try await host.redeem($0.body, id: $0.id(nil), $0.language) },
    ]
  }

  private static func paper(_ host: LaneHost) -> [Call] {
    [
      Call(
        .get, "/v1/receipts/{id}",
        "A stored slip; form is json, txt, png or escpos, copy is merchant or customer.",
        query: ["form", "copy"]
      ) { received in
        guard let form = LaneHost.SlipForm(rawValue: received.query("form") ?? "json"),
          let copy = Receipt.Copy(rawValue: received.query("copy") ?? "merchant")
        else { throw ServiceMistake.noSuchCall }
        let bytes = try await host.receipt(received.path("id"), as: form, copy: copy)
        return Response(
          status: .ok, headers: [.contentType: form.contentType],
          body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
      },
      .json(
        .post, "/v1/receipts/{id}/reprint", "Print a copy again, marked 重印.",
        takes: "reprint-request", answers: "slips"
      ) { try await host.reprint($0.path("id"), $0.body, key: $0.key, $0.language) },
      .json(
        .put, "/v1/receipts/{id}/signature", "Note what was seen of a signature.",
        takes: "signature-request", answers: "slip-signatures"
      ) { try await host.sign($0.path("id"), $0.body) },
      .json(
        .get, "/v1/print-jobs", "What is not known to be on paper.", answers: "print-jobs"
      ) { _ in try await host.printJobs() },
      .json(
        .post, "/v1/print-jobs/retry", "Print what waits.", answers: "print-jobs"
      ) { try await host.retry(nil, key: $0.key, $0.language) },
      .json(
        .post, "/v1/print-jobs/{id}/retry", "Print one job, even where it may be on paper.",
        answers: "print-jobs"
      ) { try await host.retry($0.path("id"), key: $0.key, $0.language) },
      .json(
        .post, "/v1/print-jobs/{id}/seen", "Note that a copy is on paper.", answers: "print-jobs"
      ) { try await host.seen($0.path("id")) },
    ]
  }

  private static func people(_ host: LaneHost) -> [Call] {
    [
      .json(
        .get, "/v1/members", "The member who holds a card, by its number.", answers: "member",
        query: ["card"]
      ) { received in
        guard let number = received.query("card") else { throw ServiceMistake.noSuchCall }
        return try await host.member(holding: number)
      },
      .json(.get, "/v1/members/{id}", "A member.", answers: "member") {
        try await host.member($0.path("id"))
      },
      .json(
        .get, "/v1/members/{id}/points", "A member's points, lot by lot.",
        answers: "points-balance"
      ) { try await host.points($0.path("id")) },
      .json(
        .get, "/v1/members/{id}/history", "Everything that ever happened to a member's points.",
        answers: "points-history"
      ) { try await host.history($0.path("id")) },
      .json(
        .get, "/v1/members/{id}/prepaid", "The money on a member's card, and how it came about.",
        answers: "prepaid"
      ) { try await host.prepaid($0.path("id")) },
      .json(
        .get, "/v1/people", "Members of a family name.", answers: "members", query: ["familyName"]
      ) { received in
        guard let name = received.query("familyName"), !name.isEmpty else {
          throw ServiceMistake.noSuchCall
        }
        return try await host.members(familyName: name)
      },
    ]
  }

  private static func membership(_ host: LaneHost) -> [Call] {
    [
      .json(
        .post, "/v1/members", "Take a new member in; the card is handed out.",
        takes: "enrolment-order", answers: "enrolment"
      ) { try await host.enrol($0.body) },
      .json(
        .post, "/v1/members/{id}/register", "The registration form came in.",
        takes: "registration-order", answers: "registration"
      ) { try await host.register($0.path("id"), $0.body) },
      .json(
        .post, "/v1/members/{id}/exchange", "The member's next card.", takes: "exchange-order",
        answers: "card-exchange"
      ) { try await host.exchange($0.path("id"), $0.body) },
      .json(
        .post, "/v1/members/{id}/block", "A card was lost; the manager blocks for other reasons.",
        takes: "block-order", answers: "card"
      ) { try await host.block($0.path("id"), $0.body, by: $0.context.role) },
      .json(
        .post, "/v1/members/{id}/gifts", "A gift of the program was handed out.",
        takes: "gift-order", answers: "gift"
      ) { try await host.hand($0.path("id"), $0.body) },
      .json(
        .post, "/v1/members/{id}/fees", "The fee of a card year was paid.", takes: "fee-order",
        answers: "fee"
      ) { try await host.payFee($0.path("id"), $0.body) },
    ]
  }

  private static func lane(_ host: LaneHost) -> [Call] {
    [
      .json(.get, "/v1/lane", "The lane, its program and its open sales.", answers: "lane") {
        try await host.lane($0.language)
      },
      .json(
        .get, "/v1/program", "The program in force, in words.", answers: "program-text"
      ) { try await host.program($0.language) },
      .json(
        .post, "/v1/program/compare", "What another version would make of a month's sales.",
        takes: "comparison-order", answers: "program-comparison"
      ) { try await host.compare($0.body, $0.language) },
      .json(.get, "/v1/readers", "The readers that are present.", answers: "readers") { _ in
        try await host.readers()
      },
      .json(
        .post, "/v1/readers/{name}/claim", "Claim a reader: its events are for this client alone.",
        answers: "reader"
      ) { try await host.claim($0.path("name"), by: $0.context.client) },
      .json(
        .post, "/v1/readers/{name}/release", "Release a reader; what waits is dropped.",
        answers: "reader"
      ) {
        try await host.release(
          $0.path("name"), by: $0.context.client, role: $0.context.role)
      },
      .json(
        .patch, "/v1/readers/{name}", "What the owner wants of a reader, after UnifiedPOS.",
        takes: "reader-settings", answers: "reader"
      ) { try await host.set($0.path("name"), $0.body, by: $0.context.client) },
      Call(
        .get, "/v1/events",
        "What happened: server-sent events, or one batch as JSON after waiting up to wait seconds.",
        query: ["after", "wait"]
      ) { try await EventStream(host.events, host.gates).response($0) },
      .json(
        .get, "/v1/day", "The day's totals and what is still to be settled.", answers: "report",
        query: ["date"]
      ) { try await host.day($0.query("date")) },
      .json(
        .post, "/v1/day/count",
        "The same with the drawer as it was counted; nothing is booked by it.",
        takes: "drawer-count", answers: "report"
      ) { try await host.countDrawer($0.body) },
      .json(
        .post, "/v1/day/close", "Close a day: nothing is booked on it any more.",
        takes: "closing-order", answers: "day-close"
      ) { try await host.closeDay($0.body) },
    ]
  }
}
