package import BusinessCalendar

/// A lane as its service shows it, after `docs/schemas/lane.schema.json`.
package struct LaneForm: Encodable, Sendable {
  /// The program in force.
  package struct Program: Encodable, Sendable {
    let id: String
    let version: String
    let name: String

    package init(id: String, version: String, name: String) {
      self.id = id
      self.version = version
      self.name = name
    }
  }

  let shop: String
  let shopName: String
  let lane: String
  let language: String
  let date: BusinessDate
  let time: String
  let program: Program
  let openSales: [String]
  let currentSale: String?
  let newestEvent: Int

  package init(
    shop: String, shopName: String, lane: String, language: String, date: BusinessDate,
    time: String, program: Program, openSales: [String], currentSale: String?, newestEvent: Int
  ) {
    self.shop = shop
    self.shopName = shopName
    self.lane = lane
    self.language = language
    self.date = date
    self.time = time
    self.program = program
    self.openSales = openSales
    self.currentSale = currentSale
    self.newestEvent = newestEvent
  }
}
