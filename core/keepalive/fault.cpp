#include "core/keepalive/fault.h"
