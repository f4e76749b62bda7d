#pragma once

#include <sys/prctl.h>

#include <winscard.h>
#include <reader.h>

// SCARD_PCI_T0 and SCARD_PCI_T1 are address-of macros, which Swift does not import.
static inline const SCARD_IO_REQUEST *cpcsc_pci_t0(void) { return SCARD_PCI_T0; }
static inline const SCARD_IO_REQUEST *cpcsc_pci_t1(void) { return SCARD_PCI_T1; }
static inline const SCARD_IO_REQUEST *cpcsc_pci_raw(void) { return SCARD_PCI_RAW; }

// prctl is variadic, which Swift does not import. The kernel keeps 15 characters of the name.
static inline void cpcsc_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
