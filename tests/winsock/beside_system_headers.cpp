// Must not compile: see constants.h.
#include <sys/socket.h>

#include "core/winsock/constants.h"

int main()
{
    return kai::winsock::SO_KEEPALIVE;
}
