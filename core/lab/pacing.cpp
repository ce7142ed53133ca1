#include "core/lab/pacing.h"
