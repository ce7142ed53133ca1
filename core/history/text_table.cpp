#include "core/history/text_table.h"

#include <bit>
#include <cassert>

namespace kai::history {
namespace {

struct Place {
    std::size_t block;
    std::uint32_t offset;
};

/// Block b holds first << b elements and starts at first * (2^b - 1).
Place placeOf(std::uint32_t index, std::uint32_t first)
{
    const auto block = static_cast<std::uint32_t>(std::bit_width((index / first + 1) / 2));
    return {block, index - first * ((1u << block) - 1)};
}

} // namespace

void TextTable::append(std::span<const std::string> texts)
{
    std::uint32_t size = m_size.load(std::memory_order_relaxed);
    for (const std::string& text : texts) {
        const Place place = placeOf(size, kFirstBlock);
        assert(place.block < kBlocks);
        auto& block = m_blocks[place.block];
        if (!block) {
            block = std::make_unique<std::string[]>(std::size_t{kFirstBlock} << place.block);
            m_bytes += sizeof(std::string) * (std::uint64_t{kFirstBlock} << place.block);
        }
        block[place.offset] = text;
        m_bytes += text.size();
        ++size;
    }
    m_size.store(size, std::memory_order_release);
}

std::string_view TextTable::text(TextId id) const
{
    const auto number = static_cast<std::uint32_t>(id);
    if (number == 0 || number > size()) {
        return {};
    }
    const Place place = placeOf(number - 1, kFirstBlock);
    return m_blocks[place.block][place.offset];
}

} // namespace kai::history
