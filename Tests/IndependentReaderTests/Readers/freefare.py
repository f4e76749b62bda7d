"""libfreefare (and libnfc below it), called as its header says, over a PN532 on a pseudo-terminal."""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_int32, c_size_t, c_ssize_t, c_uint8, c_uint32
from ctypes import c_long, c_void_p

PLAIN, MACED, ENCIPHERED = 0x00, 0x01, 0x03


class Refused(Exception):
    """libfreefare could not do what it was told."""


def _library(name, functions):
    library = ctypes.CDLL(name)
    for function, (result, *arguments) in functions.items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


NFC = _library("libnfc.so.6", {
    "nfc_init": (None, POINTER(c_void_p)),
    "nfc_open": (c_void_p, c_void_p, c_char_p),
    "nfc_close": (None, c_void_p),
    "nfc_exit": (None, c_void_p),
})

TAG, KEY, AID, BYTE = c_void_p, c_void_p, c_void_p, c_uint8
FREEFARE = _library("libfreefare.so.0", {
    "freefare_get_tags": (POINTER(c_void_p), c_void_p),
    "freefare_get_tag_friendly_name": (c_char_p, TAG),
    "freefare_get_tag_uid": (c_char_p, TAG),
    "freefare_strerror": (c_char_p, TAG),
    "mifare_desfire_last_picc_error": (BYTE, TAG),
    "mifare_desfire_connect": (c_int, TAG),
    "mifare_desfire_aid_new": (AID, c_uint32),
    "mifare_desfire_aes_key_new_with_version": (KEY, c_char_p, BYTE),
    "mifare_desfire_authenticate_aes": (c_int, TAG, BYTE, KEY),
    "mifare_desfire_change_key": (c_int, TAG, BYTE, KEY, KEY),
    "mifare_desfire_get_key_version": (c_int, TAG, BYTE, POINTER(BYTE)),
    "mifare_desfire_get_key_settings": (c_int, TAG, POINTER(BYTE), POINTER(BYTE)),
    "mifare_desfire_change_key_settings": (c_int, TAG, BYTE),
    "mifare_desfire_create_application_aes": (c_int, TAG, AID, BYTE, BYTE),
    "mifare_desfire_delete_application": (c_int, TAG, AID),
    "mifare_desfire_get_application_ids": (
        c_int, TAG, POINTER(POINTER(c_void_p)), POINTER(c_size_t)),
    "mifare_desfire_aid_get_aid": (c_uint32, AID),
    "mifare_desfire_select_application": (c_int, TAG, AID),
    "mifare_desfire_format_picc": (c_int, TAG),
    "mifare_desfire_free_mem": (c_int, TAG, POINTER(c_uint32)),
    "mifare_desfire_get_version": (c_int, TAG, c_void_p),
    "mifare_desfire_get_card_uid": (c_int, TAG, POINTER(c_char_p)),
    "mifare_desfire_get_file_ids": (c_int, TAG, POINTER(POINTER(BYTE)), POINTER(c_size_t)),
    "mifare_desfire_get_file_settings": (c_int, TAG, BYTE, c_void_p),
    "mifare_desfire_change_file_settings": (c_int, TAG, BYTE, BYTE, ctypes.c_uint16),
    "mifare_desfire_create_std_data_file": (c_int, TAG, BYTE, BYTE, ctypes.c_uint16, c_uint32),
    "mifare_desfire_create_backup_data_file": (c_int, TAG, BYTE, BYTE, ctypes.c_uint16, c_uint32),
    "mifare_desfire_create_value_file": (
        c_int, TAG, BYTE, BYTE, ctypes.c_uint16, c_int32, c_int32, c_int32, BYTE),
    "mifare_desfire_create_cyclic_record_file": (
        c_int, TAG, BYTE, BYTE, ctypes.c_uint16, c_uint32, c_uint32),
    "mifare_desfire_delete_file": (c_int, TAG, BYTE),
    "mifare_desfire_read_data_ex": (c_ssize_t, TAG, BYTE, c_long, c_size_t, c_void_p, c_int),
    "mifare_desfire_write_data_ex": (c_ssize_t, TAG, BYTE, c_long, c_size_t, c_char_p, c_int),
    "mifare_desfire_get_value_ex": (c_int, TAG, BYTE, POINTER(c_int32), c_int),
    "mifare_desfire_credit_ex": (c_int, TAG, BYTE, c_int32, c_int),
    "mifare_desfire_debit_ex": (c_int, TAG, BYTE, c_int32, c_int),
    "mifare_desfire_limited_credit_ex": (c_int, TAG, BYTE, c_int32, c_int),
    "mifare_desfire_write_record_ex": (c_ssize_t, TAG, BYTE, c_long, c_size_t, c_char_p, c_int),
    "mifare_desfire_read_records_ex": (c_ssize_t, TAG, BYTE, c_long, c_size_t, c_void_p, c_int),
    "mifare_desfire_clear_record_file": (c_int, TAG, BYTE),
    "mifare_desfire_commit_transaction": (c_int, TAG),
    "mifare_desfire_abort_transaction": (c_int, TAG),
    "mifare_classic_connect": (c_int, TAG),
    "mifare_classic_disconnect": (c_int, TAG),
    "mifare_classic_authenticate": (c_int, TAG, BYTE, c_char_p, c_int),
    "mifare_classic_read": (c_int, TAG, BYTE, c_char_p),
    "mifare_classic_write": (c_int, TAG, BYTE, c_char_p),
    "mifare_classic_get_data_block_permission": (c_int, TAG, BYTE, BYTE, c_int),
    "mifare_classic_init_value": (c_int, TAG, BYTE, c_int32, BYTE),
    "mifare_classic_read_value": (c_int, TAG, BYTE, POINTER(c_int32), POINTER(BYTE)),
})


class Tag:
    """The one card that libfreefare finds; its functions by the names of the header."""

    def __init__(self, line):
        self._context = c_void_p()
        NFC.nfc_init(byref(self._context))
        self._device = NFC.nfc_open(self._context, f"pn532_uart:{line}".encode())
        if not self._device:
            raise Refused("libnfc opened no PN532")
        tags = FREEFARE.freefare_get_tags(self._device)
        if not tags or not tags[0]:
            raise Refused("libfreefare found no card")
        self._tag = tags[0]
        self.name = FREEFARE.freefare_get_tag_friendly_name(self._tag).decode()
        self.uid = FREEFARE.freefare_get_tag_uid(self._tag).decode()

    def __getattr__(self, name):
        function = getattr(FREEFARE, "mifare_" + name)

        def call(*arguments):
            result = function(self._tag, *arguments)
            if result < 0:
                error = FREEFARE.freefare_strerror(self._tag).decode()
                raise Refused(f"{name}{arguments}: {error}")
            return result

        return call

    def picc_error(self):
        return FREEFARE.mifare_desfire_last_picc_error(self._tag)

    # What would be awkward by the header's names.

    def select(self, identifier):
        self.desfire_select_application(aid(identifier))

    def read(self, file, length, mode, offset=0):
        buffer = ctypes.create_string_buffer(length + 64)  # room for a code and padding
        count = self.desfire_read_data_ex(file, offset, length, buffer, mode)
        return buffer.raw[:count]

    def write(self, file, data, mode, offset=0):
        count = self.desfire_write_data_ex(file, offset, len(data), data, mode)
        assert count == len(data), count

    def value(self, file, mode):
        value = c_int32()
        self.desfire_get_value_ex(file, byref(value), mode)
        return value.value

    def records(self, file, length, count, mode, offset=0):
        buffer = ctypes.create_string_buffer(length * max(count, 16) + 64)
        self.desfire_read_records_ex(file, offset, count, buffer, mode)
        return [buffer.raw[i * length:(i + 1) * length] for i in range(count)]

    def key_version(self, number):
        version = BYTE()
        self.desfire_get_key_version(number, byref(version))
        return version.value

    def key_settings(self):
        settings, count = BYTE(), BYTE()
        self.desfire_get_key_settings(byref(settings), byref(count))
        return settings.value, count.value

    def free_memory(self):
        size = c_uint32()
        self.desfire_free_mem(byref(size))
        return size.value

    def files(self):
        files, count = POINTER(BYTE)(), c_size_t()
        self.desfire_get_file_ids(byref(files), byref(count))
        return sorted(files[i] for i in range(count.value))

    def applications(self):
        found, count = POINTER(c_void_p)(), c_size_t()
        self.desfire_get_application_ids(byref(found), byref(count))
        return [FREEFARE.mifare_desfire_aid_get_aid(found[i]) for i in range(count.value)]

    def connect_again(self):
        """A MIFARE Classic that has refused something is silent until it is selected anew.

        After a failed authentication libfreefare has let go of it already.
        """
        try:
            self.classic_disconnect()
        except Refused:
            pass
        self.classic_connect()

    def block(self, number):
        buffer = ctypes.create_string_buffer(16)
        self.classic_read(number, buffer)
        return buffer.raw


def aid(identifier):
    """An application's identifier, as the number whose bytes go out least significant first."""
    return FREEFARE.mifare_desfire_aid_new(int.from_bytes(identifier, "little"))


def aes(key, version=0):
    return FREEFARE.mifare_desfire_aes_key_new_with_version(bytes(key), version)
