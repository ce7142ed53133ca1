#include "core/keepalive/reports.h"
