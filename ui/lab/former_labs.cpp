#include "ui/lab/former_labs.h"

#include <chrono>
#include <utility>

namespace kai::ui {

void FormerLabs::close(std::unique_ptr<lab::Lab> lab)
{
    std::erase_if(m_closing, [](const std::future<void>& one) {
        return one.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
    });
    if (lab) {
        m_closing.push_back(std::async(std::launch::async,
                                       [former = std::move(lab)]() mutable { former.reset(); }));
    }
}

} // namespace kai::ui
