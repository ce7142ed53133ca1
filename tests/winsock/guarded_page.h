#pragma once

#include <cstddef>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace kai::winsock {

/// Three pages in a row: read-write, read-only, without access.
class GuardedPages {
public:
    GuardedPages()
        : m_size(static_cast<std::size_t>(sysconf(_SC_PAGESIZE)))
        , m_start(static_cast<char*>(mmap(nullptr, 3 * m_size, PROT_READ | PROT_WRITE,
                                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)))
    {
        m_start[0] = 'x';
        mprotect(m_start + m_size, m_size, PROT_READ);
        mprotect(m_start + 2 * m_size, m_size, PROT_NONE);
    }
    ~GuardedPages()
    {
        if (m_start != nullptr) {
            unmap();
        }
    }
    GuardedPages(const GuardedPages&) = delete;
    GuardedPages& operator=(const GuardedPages&) = delete;

    /// Nothing is mapped there any more, as after VirtualFree or a thread's end.
    void unmap() { munmap(std::exchange(m_start, nullptr), 3 * m_size); }
    [[nodiscard]] char* at(int page, int offset) const
    {
        return m_start + static_cast<std::ptrdiff_t>(m_size) * page + offset;
    }
    [[nodiscard]] std::size_t pageSize() const { return m_size; }

private:
    std::size_t m_size;
    char* m_start;
};

} // namespace kai::winsock
