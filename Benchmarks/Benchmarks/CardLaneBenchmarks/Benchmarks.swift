import Benchmark
import BusinessCalendar
import CardCrypto
import Loyalty
import MagneticStripe
import Receipts
import Swipes
import VIPCard
import VirtualCards

nonisolated(unsafe) let benchmarks = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput], warmupIterations: 20,
    scalingFactor: .kilo, maxDuration: .seconds(3))

  Benchmark("stripe: track 2 decoded and verified") { benchmark, setup in
    for _ in benchmark.scaledIterations {
      blackHole(
        try await setup.verifier.judge(KeyboardWedgeText.read(setup.swipe), on: setup.date))
    }
  } setup: {
    try await CardSetup()
  }

  Benchmark("bits: three tracks to characters and fields") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(try setup.decoded()) }
  } setup: {
    try BitsSetup()
  }

  Benchmark("bits: track 2, swiped backwards") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(setup.reversedTwo()) }
  } setup: {
    try BitsSetup()
  }

  Benchmark("text: three tracks, typed") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(setup.clear()) }
  } setup: {
    try TextSetup()
  }

  Benchmark("text: MagneSafe, decrypted (3 runs)") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(setup.encrypted()) }
  } setup: {
    try TextSetup()
  }

  Benchmark("text: SecureMag, decrypted (3 runs)") { benchmark, setup in
    for _ in benchmark.scaledIterations { blackHole(setup.secure()) }
  } setup: {
    try TextSetup()
  }

  for way in SwipeSetup.Way.allCases {
    Benchmark("report: \(way.rawValue)") { benchmark, setup in
      for _ in benchmark.scaledIterations { blackHole(setup.decoder.decode(setup.report.span)) }
    } setup: {
      try SwipeSetup(way)
    }
  }

  Benchmark("chip: CPU card judged, without transport") { benchmark, setup in
    for _ in benchmark.scaledIterations {
      blackHole(try await setup.verifier.judge(setup.channel, on: setup.date))
    }
  } setup: {
    try await CardSetup()
  }

  for count in [1, 20, 200] {
    Benchmark("quote: \(count) lines") { benchmark, setup in
      for _ in benchmark.scaledIterations { blackHole(try setup.engine.quote(setup.sale)) }
    } setup: {
      try SaleSetup(lines: count)
    }
  }

  Benchmark(
    "ledger: 10,000 entries replayed", configuration: .init(scalingFactor: .one)
  ) { benchmark, entries in
    for _ in benchmark.scaledIterations { blackHole(try PointsLedger(replaying: entries)) }
  } setup: {
    try LedgerSetup.entries(count: 10_000)
  }

  Benchmark("slip: composed, laid out, encoded (20 lines)") { benchmark, setup in
    for _ in benchmark.scaledIterations {
      blackHole(try ESCPOS.encode(Layout(setup.receipt()), profile: .chinese80))
    }
  } setup: {
    try SaleSetup(lines: 20)
  }

  Benchmark(
    "slip: picture (20 lines)", configuration: .init(scalingFactor: .one, maxDuration: .seconds(3))
  ) { benchmark, setup in
    for _ in benchmark.scaledIterations {
      blackHole(try SlipPicture.png(Layout(setup.receipt())))
    }
  } setup: {
    try SaleSetup(lines: 20)
  }
}
