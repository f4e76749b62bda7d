import ArgumentParser
import BusinessCalendar

/// What every business at the counter asks beside its own: paper, name of the store, day, language.
struct CounterOptions: ParsableArguments {
  @OptionGroup var paper: PaperOptions
  @Option(help: "The store's name on the slip.")
  var storeName: String?
  @OptionGroup var late: LateEntryOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions
}
