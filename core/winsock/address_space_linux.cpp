#include "core/winsock/address_space.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>

#include <sys/uio.h>
#include <unistd.h>

namespace kai::winsock {

namespace {

enum class Access { read, write };

using Chunk = std::array<unsigned char, 4096>;

bool wrapsAround(std::uintptr_t start, std::size_t size)
{
    return start + (size - 1) < start;
}

/// Copies between this process's own memory and `copy` through the kernel, which answers EFAULT instead of faulting.
/// Empty where the kernel does not offer the call (seccomp, ptrace policy).
std::optional<bool> copyThroughKernel(Access access, char* start, Chunk& copy, std::size_t size)
{
    const iovec local{copy.data(), size};
    const iovec own{start, size};
    const auto copied = access == Access::read ? process_vm_readv(getpid(), &local, 1, &own, 1, 0)
                                               : process_vm_writev(getpid(), &local, 1, &own, 1, 0);
    if (copied < 0 && errno != EFAULT) {
        return std::nullopt;
    }
    return copied >= 0 && static_cast<std::size_t>(copied) == size;
}

std::optional<bool> askKernel(Access access, char* start, std::size_t size)
{
    Chunk copy;
    for (std::size_t done = 0; done < size;) {
        const std::size_t part = std::min(copy.size(), size - done);
        auto answer = copyThroughKernel(Access::read, start + done, copy, part);
        if (answer.value_or(false) && access == Access::write) {
            answer = copyThroughKernel(Access::write, start + done, copy, part);
        }
        if (!answer.value_or(false)) {
            return answer;
        }
        done += part;
    }
    return true;
}

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Walks /proc/self/maps, whose lines are in order of address, as far as the range is covered without a gap.
bool askMaps(Access access, std::uintptr_t start, std::size_t size)
{
    const std::unique_ptr<std::FILE, FileCloser> maps(std::fopen("/proc/self/maps", "re"));
    const std::uintptr_t last = start + (size - 1);
    std::array<char, 1024> line;
    while (maps && std::fgets(line.data(), line.size(), maps.get()) != nullptr) {
        std::uintptr_t from = 0;
        std::uintptr_t until = 0;
        std::array<char, 5> rights{};
        if (std::sscanf(line.data(), "%" SCNxPTR "-%" SCNxPTR " %4s", &from, &until,
                        rights.data()) != 3 ||
            until <= start) {
            continue;
        }
        if (from > start || rights[access == Access::read ? 0 : 1] == '-') {
            return false;
        }
        if (last < until) {
            return true;
        }
        start = until;
    }
    return false;
}

bool isAccessible(Access access, const void* pointer, std::size_t size)
{
    const auto start = reinterpret_cast<std::uintptr_t>(pointer);
    if (size == 0) {
        return true;
    }
    if (start == 0 || wrapsAround(start, size)) {
        return false;
    }
    // Read, and written with its own bytes only when asked for write access.
    auto* const bytes = static_cast<char*>(const_cast<void*>(pointer));
    const auto answer = askKernel(access, bytes, size);
    return answer ? *answer : askMaps(access, start, size);
}

} // namespace

bool isReadable(const void* start, std::size_t size)
{
    return isAccessible(Access::read, start, size);
}

bool isWritable(const void* start, std::size_t size)
{
    return isAccessible(Access::write, start, size);
}

} // namespace kai::winsock
