#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kai::winsock {

/// The calls that the two pages speak of, and all others together.
enum class CallName : std::uint8_t { getsockopt, setsockopt, WSAIoctl, WSPIoctl, other };
[[nodiscard]] std::string_view callName(CallName call);

/// What a person needs to know about one error of one call.
struct ErrorText {
    int number = 0;
    std::string_view symbol; ///< "WSAEFAULT"
    std::string_view
        pageSays; ///< what the call's page says, in our words; empty where it does not name the error
    std::string_view meaning; ///< the error in general
    std::string_view remedy;  ///< what to do, as a sentence
};

/// The text of an error of a call. 0 is "no error"; a number that Winsock does not have comes back with an empty symbol.
[[nodiscard]] ErrorText errorText(CallName call, int number);

/// "WSAEFAULT" for 10014; empty when unknown.
[[nodiscard]] std::string_view errorName(int number);

/// Every error number of contract section 1 and those that the other calls need, ascending.
[[nodiscard]] std::span<const int> knownErrors();

} // namespace kai::winsock
