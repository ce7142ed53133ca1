#pragma once

#include "core/keepalive/event.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kai::history {

/// The texts of events by id, in blocks that double in size and never move: one writer, readers without a lock.
class TextTable {
public:
    /// Writer. The texts follow those already here: the first one ever has id 1.
    void append(std::span<const std::string> texts);

    /// Empty for TextId::empty and for an id that is not here (yet). Valid as long as the table.
    [[nodiscard]] std::string_view text(TextId id) const;
    [[nodiscard]] std::uint32_t size() const { return m_size.load(std::memory_order_acquire); }
    /// Writer.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    static constexpr std::uint32_t kFirstBlock = 64;
    static constexpr std::size_t kBlocks = 26;

    std::array<std::unique_ptr<std::string[]>, kBlocks> m_blocks;
    /// Blocks up to the one of element m_size - 1 are filled in before m_size is released.
    std::atomic<std::uint32_t> m_size{0};
    std::uint64_t m_bytes = 0;
};

} // namespace kai::history
