#pragma once

#include <stddef.h>
#include <stdint.h>

// Decodes one track from bits, each a byte of 0 or 1, in the direction of writing or against it: finds the
// start sentinel, checks odd parity of every character, the end sentinel and the LRC, and writes the
// characters between the sentinels. Their number, or -1.
int ctrack_bits(const uint8_t *_Nonnull bits, size_t count, int data_bits, uint8_t base, uint8_t start,
                uint8_t *_Nonnull out, size_t room);

// Takes the three tracks out of a SureSwipe report (MagTek manual 99875191) and checks status, lengths,
// sentinels and character sets. Characters between the sentinels of all tracks, or -1.
int ctrack_report(const uint8_t *_Nonnull report, size_t count, uint8_t *_Nonnull out);
