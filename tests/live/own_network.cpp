#include "tests/live/own_network.h"

#include <array>
#include <fstream>
#include <string>

#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kai::live {

namespace {

bool write(const char* path, const std::string& text)
{
    std::ofstream file(path);
    file << text;
    file.close();
    return !file.fail();
}

bool raiseLoopback()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    request.ifr_name[0] = 'l';
    request.ifr_name[1] = 'o';
    const bool known = ::ioctl(socket, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
    const bool up = known && ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    ::close(socket);
    return up;
}

/// Programs started from here keep what they need to capture, though they are not root. tcpdump would give root up, and may not.
bool keepPrivilegesAcrossExec()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> sets{};
    if (::syscall(SYS_capget, &header, sets.data()) != 0) {
        return false;
    }
    sets[0].inheritable |= (1u << CAP_NET_RAW) | (1u << CAP_NET_ADMIN);
    return ::syscall(SYS_capset, &header, sets.data()) == 0 &&
           ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0) == 0 &&
           ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_ADMIN, 0, 0) == 0;
}

bool enter()
{
    const std::string user = std::to_string(::geteuid());
    const std::string group = std::to_string(::getegid());
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && write("/proc/self/setgroups", "deny") &&
           write("/proc/self/uid_map", "1000 " + user + " 1") &&
           write("/proc/self/gid_map", "1000 " + group + " 1") && keepPrivilegesAcrossExec() &&
           raiseLoopback();
}

} // namespace

bool enterOwnNetwork()
{
    const pid_t trial = ::fork(); // a namespace cannot be left again
    if (trial == 0) {
        ::_exit(enter() ? 0 : 1);
    }
    int status = 1;
    ::waitpid(trial, &status, 0);
    return status == 0 && enter();
}

} // namespace kai::live
