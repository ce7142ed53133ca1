#include "core/winsock/address_space.h"

#include <cstdint>

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace kai::winsock {

namespace {

constexpr DWORD kWritable =
    PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
constexpr DWORD kReadable = kWritable | PAGE_READONLY | PAGE_EXECUTE_READ;

/// Walks the regions of pages with equal rights that the range touches.
bool isAccessible(const void* pointer, std::size_t size, DWORD rights)
{
    auto start = reinterpret_cast<std::uintptr_t>(pointer);
    if (size == 0) {
        return true;
    }
    const std::uintptr_t last = start + (size - 1);
    if (start == 0 || last < start) {
        return false;
    }
    while (true) {
        MEMORY_BASIC_INFORMATION region{};
        if (VirtualQuery(reinterpret_cast<const void*>(start), &region, sizeof region) == 0 ||
            region.State != MEM_COMMIT || (region.Protect & PAGE_GUARD) != 0 ||
            (region.Protect & rights) == 0) {
            return false;
        }
        const auto until = reinterpret_cast<std::uintptr_t>(region.BaseAddress) + region.RegionSize;
        if (last < until) {
            return true;
        }
        start = until;
    }
}

} // namespace

bool isReadable(const void* start, std::size_t size)
{
    return isAccessible(start, size, kReadable);
}

bool isWritable(const void* start, std::size_t size)
{
    return isAccessible(start, size, kWritable);
}

} // namespace kai::winsock
