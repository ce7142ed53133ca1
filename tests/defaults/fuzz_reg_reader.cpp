/// libFuzzer target for the readers of .reg files and of pasted text. Built with clang only:
///   cmake --preset clang -B build/fuzz -DKAI_FUZZ=ON -DKAI_SANITIZE=fuzzer-no-link,address,undefined
///   ninja -C build/fuzz fuzz_reg_reader && build/fuzz/tests/defaults/fuzz_reg_reader -max_total_time=600

#include "tests/defaults/reg_round_trip.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto broken = kai::defaults::brokenPromise({reinterpret_cast<const char*>(data), size});
    if (!broken.empty()) {
        std::fprintf(stderr, "broken promise: %s\n", broken.c_str());
        std::abort();
    }
    return 0;
}
