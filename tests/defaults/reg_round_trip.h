#pragma once

#include <string>
#include <string_view>

namespace kai::defaults {

/// What must hold for every input of the readers, however damaged: what is read is written and read back as the same, in
/// every format that can hold it; its undo undoes it; what is refused says where and why. Returns what does not hold, empty
/// when all does. For the fuzzer and for the mutation run of the suite.
[[nodiscard]] std::string brokenPromise(std::string_view bytes);

} // namespace kai::defaults
