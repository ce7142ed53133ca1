#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace kai {

/// An expected failure, in words that a person can act on. No exception crosses core's API.
struct Error {
    /// The system's own number (errno, Winsock code); 0 when this program refused before any call.
    std::int32_t number = 0;
    /// Its symbolic name: "ETIMEDOUT", "WSAEINVAL"; our own refusals have names such as "BAD_UNIT".
    std::string symbol;
    /// What was attempted: "setsockopt(TCP_KEEPIDLE)".
    std::string operation;
    /// Why it failed, as a sentence.
    std::string cause;
    /// What to do about it, as a sentence.
    std::string remedy;

    bool operator==(const Error&) const = default;
};

/// "connect: ECONNREFUSED (111): nobody listens on that port. Start the server, or correct the port."
[[nodiscard]] std::string describe(const Error& error);

/// A value or an Error. Reading the wrong one is a broken invariant and asserts.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const&
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T& value() &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T&& value() &&
    {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }
    const T& operator*() const& { return value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
using Status = Result<std::monostate>;
[[nodiscard]] inline Status success()
{
    return std::monostate{};
}

} // namespace kai
