#include "core/keepalive/duration_text.h"
