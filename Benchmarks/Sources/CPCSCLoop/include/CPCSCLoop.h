#pragma once

#include <stddef.h>
#include <stdint.h>

/// The plainest C client: connects to a card, sends one command again and again, and notes the time of
/// each round trip in nanoseconds. Returns 0, or the PC/SC code that stopped it.
typedef struct cpcsc_loop cpcsc_loop;

uint32_t cpcsc_loop_open(const char *reader, cpcsc_loop **loop);
uint32_t cpcsc_loop_run(
    cpcsc_loop *loop, const uint8_t *command, size_t length, size_t rounds, uint64_t *nanoseconds);
void cpcsc_loop_close(cpcsc_loop *loop);
