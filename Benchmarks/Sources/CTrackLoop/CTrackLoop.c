// What a C program does for the same swipe, no more: no copy that overwrites itself, no bank card told
// apart, no reason given.
#include "CTrackLoop.h"

#include <string.h>

static int decode(const uint8_t *bits, size_t count, int reversed, int data_bits, uint8_t base,
                  uint8_t start, uint8_t *out, size_t room) {
  const size_t width = (size_t)data_bits + 1;
  size_t position = 0;
  while (position < count && !bits[reversed ? count - 1 - position : position]) position++;
  uint8_t sum = 0;
  size_t characters = 0;
  int ended = 0;
  for (; position + width <= count; position += width) {
    uint8_t value = 0;
    int ones = 0;
    for (size_t bit = 0; bit < width; bit++) {
      const size_t place = position + bit;
      const uint8_t one = bits[reversed ? count - 1 - place : place];
      ones += one;
      if (bit < (size_t)data_bits) value |= (uint8_t)(one << bit);
    }
    if (ones % 2 == 0) return -1;
    const uint8_t character = (uint8_t)(base + value);
    if (ended) return value == sum ? (int)characters : -1;
    if (characters == 0 && sum == 0 && character != start) return -1;
    sum ^= value;
    if (character == start) continue;
    if (character == '?') {
      ended = 1;
      continue;
    }
    if (characters == room) return -1;
    out[characters++] = character;
  }
  return -1;
}

int ctrack_bits(const uint8_t *bits, size_t count, int data_bits, uint8_t base, uint8_t start,
                uint8_t *out, size_t room) {
  const int found = decode(bits, count, 0, data_bits, base, start, out, room);
  return found >= 0 ? found : decode(bits, count, 1, data_bits, base, start, out, room);
}

int ctrack_report(const uint8_t *report, size_t count, uint8_t *out) {
  if (count < 337) return -1;
  int total = 0;
  for (int track = 0; track < 3; track++) {
    const uint8_t *data = report + 7 + 110 * track;
    const size_t length = report[3 + track];
    if (report[track] & 1 || length > 110) return -1;
    if (length == 0) continue;
    const uint8_t base = track == 0 ? 0x20 : 0x30;
    const uint8_t end = track == 0 ? 0x5F : 0x3F;
    if (length < 2 || data[0] != (track == 0 ? '%' : ';') || data[length - 1] != '?') return -1;
    for (size_t index = 1; index + 1 < length; index++) {
      if (data[index] < base || data[index] > end) return -1;
    }
    memcpy(out + total, data + 1, length - 2);
    total += (int)length - 2;
  }
  return total;
}
