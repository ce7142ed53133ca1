#include "core/keepalive/event.h"
