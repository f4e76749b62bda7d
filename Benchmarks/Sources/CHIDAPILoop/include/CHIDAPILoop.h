#pragma once

#include <stdint.h>

// Opens a reader with hidapi; null if it is not there.
void *_Nullable chidapi_loop_open(uint16_t vendor, uint16_t product);

// Waits for one whole report of `size` bytes; 0, or -1 if it did not come.
int chidapi_loop_read(void *_Nonnull device, uint8_t *_Nonnull report, int size);

void chidapi_loop_close(void *_Nonnull device);
