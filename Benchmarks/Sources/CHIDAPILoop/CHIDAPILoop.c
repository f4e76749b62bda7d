#include "CHIDAPILoop.h"

#include <hidapi.h>

void *chidapi_loop_open(uint16_t vendor, uint16_t product) {
  return hid_open(vendor, product, NULL);
}

// hidapi hands over the packets of a long report one by one.
int chidapi_loop_read(void *device, uint8_t *report, int size) {
  int count = 0;
  while (count < size) {
    int some = hid_read_timeout(device, report + count, size - count, 5000);
    if (some <= 0) return -1;
    count += some;
  }
  return 0;
}

void chidapi_loop_close(void *device) { hid_close(device); }
