#pragma once

#include "core/winsock/call_order.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kai::winsock {

/// The calls that the two pages speak of, and all others together.
enum class CallName : std::uint8_t { getsockopt, setsockopt, WSAIoctl, WSPIoctl, other };
[[nodiscard]] std::string_view callName(CallName call);

/// Where one of these calls stopped; empty where all its checks had passed and it ended otherwise (pending, interrupted).
struct FailedCheck {
    std::optional<Check> check;
    int level = SOL_SOCKET;    ///< of getsockopt and setsockopt
    int option = SO_KEEPALIVE; ///< likewise
};

/// Who says that this call, failing there, gives this error.
enum class ErrorSource : std::uint8_t {
    nobody,
    page,            ///< the call's own page
    otherPages,      ///< the vendor's other public pages
    observed,        ///< conformance tests on real Windows; the page names no code
    observedInstead, ///< likewise, where the page names another code
    assumption,      ///< us; the page names no code
};

/// What a person needs to know about one error of one call.
struct ErrorText {
    int number = 0;
    std::string_view symbol; ///< "WSAEFAULT"
    ErrorSource source = ErrorSource::nobody;
    std::string_view
        says; ///< why this call gave it, as the source has it, in our words; empty when nobody
    std::string_view meaning; ///< the error in general
    std::string_view remedy;  ///< what to do, as a sentence
};

/// The text of an error of a call. 0 is "no error"; a number that Winsock does not have comes back with an empty symbol.
[[nodiscard]] ErrorText errorText(CallName call, int number, const FailedCheck& failed = {});

/// "WSAEFAULT" for 10014; empty when unknown.
[[nodiscard]] std::string_view errorName(int number);

/// Every error number of contract section 1 and those that the other calls need, ascending.
[[nodiscard]] std::span<const int> knownErrors();

} // namespace kai::winsock
