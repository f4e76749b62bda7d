#pragma once

#include <stdint.h>

// Ways in which a C program reads a HID device, each behind the same four calls.
typedef struct csp_reader csp_reader;

// Opens a reader with hidapi over `library`, such as libhidapi-hidraw.so.0; null if it is not there (yet).
csp_reader *_Nullable csp_open_hidapi(const char *_Nonnull library, uint16_t vendor, uint16_t product);

// Opens and claims a reader with libusb itself; null if it is not there.
csp_reader *_Nullable csp_open_libusb(uint16_t vendor, uint16_t product);

// Asks for a report of `size` bytes ahead of time, where that is the program's matter; 0, or -1.
int csp_ask(csp_reader *_Nonnull reader, int size);

// Waits up to five seconds for one whole report of `size` bytes; 0, or -1 if it did not come.
int csp_read(csp_reader *_Nonnull reader, uint8_t *_Nonnull report, int size);

void csp_close(csp_reader *_Nonnull reader);
