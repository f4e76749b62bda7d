#include "CSwipePeers.h"

#include <dlfcn.h>
#include <libusb-1.0/libusb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

struct csp_reader {
  // hidapi. Its two back ends have the same names, so that each is loaded by itself.
  void *library;
  void *device;
  int (*read)(void *, unsigned char *, size_t, int);
  void (*close)(void *);
  // libusb.
  libusb_context *context;
  libusb_device_handle *handle;
  struct libusb_transfer *transfer;
  int completed;
  uint8_t buffer[4096];
};

static const unsigned patience = 5000;

csp_reader *csp_open_hidapi(const char *library, uint16_t vendor, uint16_t product) {
  csp_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->library = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!reader->library) goto failed;
  void *(*open)(unsigned short, unsigned short, const void *) = dlsym(reader->library, "hid_open");
  reader->read = dlsym(reader->library, "hid_read_timeout");
  reader->close = dlsym(reader->library, "hid_close");
  if (!open || !reader->read || !reader->close) goto failed;
  reader->device = open(vendor, product, NULL);
  if (reader->device) return reader;
failed:
  csp_close(reader);
  return NULL;
}

csp_reader *csp_open_libusb(uint16_t vendor, uint16_t product) {
  csp_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  if (libusb_init(&reader->context) != 0) goto failed;
  reader->handle = libusb_open_device_with_vid_pid(reader->context, vendor, product);
  if (!reader->handle) goto failed;
  libusb_set_auto_detach_kernel_driver(reader->handle, 1);
  if (libusb_claim_interface(reader->handle, 0) != 0) goto failed;
  reader->transfer = libusb_alloc_transfer(0);
  if (reader->transfer) return reader;
failed:
  csp_close(reader);
  return NULL;
}

static void LIBUSB_CALL done(struct libusb_transfer *transfer) { *(int *)transfer->user_data = 1; }

int csp_ask(csp_reader *reader, int size) {
  if (!reader->handle) return 0;
  if (size > (int)sizeof reader->buffer) return -1;
  reader->completed = 0;
  libusb_fill_interrupt_transfer(reader->transfer, reader->handle, 0x81, reader->buffer, size, done,
                                 &reader->completed, patience);
  return libusb_submit_transfer(reader->transfer) == 0 ? 0 : -1;
}

int csp_read(csp_reader *reader, uint8_t *report, int size) {
  if (reader->handle) {
    while (!reader->completed) {
      if (libusb_handle_events_completed(reader->context, &reader->completed) != 0) return -1;
    }
    if (reader->transfer->status != LIBUSB_TRANSFER_COMPLETED) return -1;
    if (reader->transfer->actual_length != size) return -1;
    memcpy(report, reader->buffer, (size_t)size);
    return 0;
  }
  // Over libusb, hidapi hands over the packets of a long report one by one.
  int count = 0;
  while (count < size) {
    const int some = reader->read(reader->device, report + count, (size_t)(size - count), (int)patience);
    if (some <= 0) return -1;
    count += some;
  }
  return 0;
}

void csp_close(csp_reader *reader) {
  if (reader->device) reader->close(reader->device);
  if (reader->library) dlclose(reader->library);
  if (reader->transfer) libusb_free_transfer(reader->transfer);
  if (reader->handle) {
    libusb_release_interface(reader->handle, 0);
    libusb_close(reader->handle);
  }
  if (reader->context) libusb_exit(reader->context);
  free(reader);
}
