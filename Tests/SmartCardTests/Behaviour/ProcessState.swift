import Glibc

/// The number of open files and threads once it has come down to the limit, or after ten seconds.
func settled(limit: Int) async -> Int {
  let end = ContinuousClock.now + .seconds(10)
  while true {
    let count = entries("/proc/self/fd") + entries("/proc/self/task")
    if (count <= limit && limit != .max) || ContinuousClock.now > end { return count }
    if limit == .max {
      // Two looks that agree, with time between them for threads to end.
      try? await Task.sleep(for: .seconds(2))
      if entries("/proc/self/fd") + entries("/proc/self/task") == count { return count }
    } else {
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}

/// Waits until the threads of a name are there and all of them wait for something.
func areAsleep(threads name: String, count: Int) async -> Bool {
  let end = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < end {
    let states = threadStates().filter { $0.name == name }.map(\.state)
    if states.count == count, states.allSatisfy({ $0 == "S" }) { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return false
}

/// The names of this process's threads, and what the kernel says that each does: `S` for asleep.
func threadStates() -> [(name: String, state: String)] {
  names(in: "/proc/self/task").compactMap { number in
    // "42 (the name) S …": the name may hold anything.
    let line = text(of: "/proc/self/task/\(number)/stat")
    guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else {
      return nil
    }
    let name = String(line[line.index(after: open)..<close])
    return (name, String(line[close...].dropFirst(2).prefix(1)))
  }
}

private func entries(_ directory: String) -> Int { names(in: directory).count }

private func names(in directory: String) -> [String] {
  guard let open = unsafe opendir(directory) else { return [] }
  defer { unsafe closedir(open) }
  var names: [String] = []
  while let entry = unsafe readdir(open) {
    names.append(
      unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      })
  }
  return names.filter { $0 != "." && $0 != ".." }
}

/// The beginning of a small file of the kernel; empty if there is none.
private func text(of path: String) -> String {
  guard let file = unsafe fopen(path, "re") else { return "" }
  defer { unsafe fclose(file) }
  var buffer = [UInt8](repeating: 0, count: 512)
  let count = unsafe fread(&buffer, 1, buffer.count, file)
  return String(decoding: buffer[..<count], as: UTF8.self)
}

/// Whether a sanitizer keeps books on every byte and thread, which grow by themselves.
func isSanitized() -> Bool {
  for name in ["__tsan_init", "__asan_init"] {
    if unsafe dlsym(nil, name) != nil { return true }
  }
  return false
}

/// How much memory this process has, in pages.
func residentPages() -> Int {
  let words = text(of: "/proc/self/statm").split(separator: " ")
  return words.count > 1 ? Int(words[1]) ?? 0 : 0
}
