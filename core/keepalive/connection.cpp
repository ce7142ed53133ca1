#include "core/keepalive/connection.h"
