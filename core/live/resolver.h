#pragma once

#include "core/keepalive/requests.h"
#include "core/keepalive/result.h"
#include "core/live/socket_address.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace kai::live {

/// Resolves on the calling thread, which waits for it. Errors: EAI_NONAME, EAI_AGAIN and their kin, with getaddrinfo's numbers.
[[nodiscard]] Result<std::vector<SocketAddress>>
lookUpNow(const std::string& host, std::uint16_t port, AddressFamily family);

/// Resolves names on a thread of its own, so that neither the worker nor the GUI ever waits for DNS.
/// ask() and take() from one thread.
class Resolver {
public:
    struct Answer {
        std::uint64_t key = 0;
        /// In the system's order of preference (RFC 6724); never empty when ok.
        Result<std::vector<SocketAddress>> addresses;
    };

    /// `notify` is called on the resolver's thread when an answer can be taken; it must stay callable until the destructor returns.
    explicit Resolver(std::function<void()> notify);
    /// Does not wait for a look-up under way; its answer is dropped.
    ~Resolver();
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    void ask(std::uint64_t key, const std::string& host, std::uint16_t port, AddressFamily family);
    [[nodiscard]] std::vector<Answer> take();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    bool m_started = false;
};

} // namespace kai::live
