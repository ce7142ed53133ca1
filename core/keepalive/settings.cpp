#include "core/keepalive/settings.h"
