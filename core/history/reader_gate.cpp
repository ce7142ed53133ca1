#include "core/history/reader_gate.h"

namespace kai::history {

ReaderGate::~ReaderGate()
{
    collect();
}

void ReaderGate::collect()
{
    if (m_retired.empty() || m_readers.load() != 0) {
        return;
    }
    for (const auto& destroy : m_retired) {
        destroy();
    }
    m_retired.clear();
}

} // namespace kai::history
