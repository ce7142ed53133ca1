#include "core/live/descriptor.h"

#include <unistd.h>

namespace kai::live {

void Descriptor::reset() noexcept
{
    if (m_number >= 0) {
        ::close(std::exchange(m_number, -1));
    }
}

} // namespace kai::live
