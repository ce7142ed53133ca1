#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace kai::history {

/// Lets one writer replace memory that readers may be looking at, without a lock: a reader counts itself in and out, and what the
/// writer has replaced is freed once it has seen a moment without readers. Readers never wait; the writer never waits either,
/// it tries again later.
class ReaderGate {
public:
    /// Keeps everything reachable alive for as long as it lives. Any thread, nests.
    class Pass {
    public:
        explicit Pass(const ReaderGate& gate)
            : m_gate(gate)
        {
            m_gate.m_readers.fetch_add(1);
        }
        ~Pass() { m_gate.m_readers.fetch_sub(1); }
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

    private:
        const ReaderGate& m_gate;
    };

    ReaderGate() = default;
    /// Frees everything; no reader may be left.
    ~ReaderGate();
    ReaderGate(const ReaderGate&) = delete;
    ReaderGate& operator=(const ReaderGate&) = delete;

    /// Writer. Deletes `object` once no reader can hold it. It must be out of reach already: replaced by a sequentially
    /// consistent store, as readers fetch it by a sequentially consistent load.
    template <typename T>
    void retire(const T* object)
    {
        if (object != nullptr) {
            m_retired.push_back([object] { delete object; });
        }
    }

    /// Writer. Frees what was retired, if nobody reads at this moment.
    void collect();

private:
    mutable std::atomic<std::uint32_t> m_readers{0};
    std::vector<std::function<void()>> m_retired;
};

} // namespace kai::history
