#pragma once

// Nothing is linked: a module (a token's library) is loaded when the program runs.
#include <p11-kit-1/p11-kit/pkcs11.h>
