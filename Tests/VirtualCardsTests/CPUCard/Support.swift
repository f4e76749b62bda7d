/// A generator whose lowest byte counts up from 0, so that challenges can be told in advance.
struct Counting: RandomNumberGenerator {
  var value: UInt64 = 0

  mutating func next() -> UInt64 {
    defer { value += 1 }
    return value
  }
}
