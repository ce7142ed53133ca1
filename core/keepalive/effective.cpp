#include "core/keepalive/effective.h"
