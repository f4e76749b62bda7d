import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension Call {
  /// The reports: each for programs, streamed, and for people.
  static func reports(_ host: LaneHost) -> [Call] {
    ServedReport.all.flatMap { report in
      [
        Call(
          .get, "/v1/reports/\(report.name)",
          report.summary + " With Accept: text/csv, its rows as CSV.", answers: "report",
          query: report.query
        ) { received in
          let isCSV = received.request.headers[.accept]?.contains("text/csv") == true
          let made = try await host.report(report, received.queries)
          return stream(
            ReportPieces(made, as: isCSV ? .csv : .json),
            isCSV ? "text/csv; charset=utf-8" : "application/json")
        },
        .json(
          .get, "/v1/tables/\(report.name)", report.summary + " In the words of a language.",
          answers: "report-table", query: report.query
        ) { received in
          let made = try await host.report(report, received.queries)
          return LaneHost.Answer(json: try JSONLine.text(ReportTable(made, received.language)))
        },
      ]
    }
  }

  /// Writes one piece after the other, as fast as the client takes them.
  private static func stream(_ pieces: ReportPieces, _ contentType: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: contentType, .cacheControl: "no-store"],
      body: .init { writer in
        for piece in pieces { try await writer.write(ByteBuffer(string: piece)) }
        try await writer.finish(nil)
      })
  }
}
