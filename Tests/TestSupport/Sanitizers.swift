import Glibc

/// Whether a sanitizer keeps books on every byte and thread, in memory of its own that grows by itself.
package func isSanitized() -> Bool {
  for name in ["__tsan_init", "__asan_init"] {
    if unsafe dlsym(nil, name) != nil { return true }
  }
  return false
}
