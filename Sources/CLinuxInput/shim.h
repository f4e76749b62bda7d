#pragma once

#include <errno.h>
#include <linux/input.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

// ioctl is variadic and its requests are macros with casts, neither of which Swift imports. Each gives
// 0, or the errno.

static inline int cinput_answer(int result) { return result < 0 ? errno : 0; }

// Takes the device for this descriptor alone: nobody else gets its events until it is closed.
static inline int cinput_grab(int descriptor) {
  return cinput_answer(ioctl(descriptor, EVIOCGRAB, (void *)1));
}

static inline int cinput_ungrab(int descriptor) {
  return cinput_answer(ioctl(descriptor, EVIOCGRAB, (void *)0));
}

// Stamps events by the monotonic clock instead of the clock on the wall.
static inline int cinput_use_monotonic_clock(int descriptor) {
  int clock = CLOCK_MONOTONIC;
  return cinput_answer(ioctl(descriptor, EVIOCSCLOCKID, &clock));
}

// Whether a lamp such as LED_CAPSL is lit; -1 if the device has none.
static inline int cinput_lamp(int descriptor, unsigned lamp) {
  unsigned char lamps[(LED_MAX + 8) / 8] = {0};
  if (lamp > LED_MAX || ioctl(descriptor, EVIOCGLED(sizeof lamps), lamps) < 0) return -1;
  return lamps[lamp / 8] >> lamp % 8 & 1;
}

// Whether any key or button is down now.
static inline int cinput_is_any_down(int descriptor) {
  unsigned char keys[(KEY_MAX + 8) / 8] = {0};
  if (ioctl(descriptor, EVIOCGKEY(sizeof keys), keys) < 0) return 0;
  for (unsigned index = 0; index < sizeof keys; index++)
    if (keys[index]) return 1;
  return 0;
}

// A descriptor that can be read when something in a folder is made, removed, or given other
// permissions; -1 if there is no such folder.
static inline int cinput_watch_folder(const char *path) {
  int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (descriptor < 0) return -1;
  if (inotify_add_watch(descriptor, path, IN_CREATE | IN_DELETE | IN_ATTRIB) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}
