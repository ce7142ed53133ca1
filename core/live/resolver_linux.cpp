#include "core/live/resolver.h"

#include "core/live/failure.h"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>

#include <netdb.h>
#include <sys/socket.h>

namespace kai::live {

namespace {

struct Question {
    std::uint64_t key = 0;
    std::string host;
    std::uint16_t port = 0;
    AddressFamily family = AddressFamily::any;
};

Error unresolved(int code, int systemNumber, const std::string& host)
{
    const std::string operation = "getaddrinfo(" + host + ")";
    switch (code) {
    case EAI_SYSTEM:
        return systemError(systemNumber, operation);
    case EAI_AGAIN:
        return {code, "EAI_AGAIN", operation, "The name server did not answer.",
                "Check the network and try again."};
    case EAI_NONAME:
#ifdef EAI_NODATA
    case EAI_NODATA:
#endif
        return {code, "EAI_NONAME", operation, "No such host is known.",
                "Correct the name, or write the address."};
    case EAI_ADDRFAMILY:
        return {code, "EAI_ADDRFAMILY", operation, "This host has no address of that family.",
                "Choose the other one of IPv4 and IPv6."};
    default:
        return {code, "EAI_FAIL", operation, std::string(::gai_strerror(code)) + ".",
                "Write the address instead."};
    }
}

int familyOf(AddressFamily family)
{
    switch (family) {
    case AddressFamily::ipv4:
        return AF_INET;
    case AddressFamily::ipv6:
        return AF_INET6;
    case AddressFamily::any:
        break;
    }
    return AF_UNSPEC;
}

} // namespace

Result<std::vector<SocketAddress>> lookUpNow(const std::string& host, std::uint16_t port,
                                             AddressFamily family)
{
    addrinfo hints{};
    hints.ai_family = familyOf(family);
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (code != 0) {
        return unresolved(code, errno, host);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    std::vector<SocketAddress> addresses;
    for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
        SocketAddress address;
        if (entry->ai_addrlen <= address.bytes.size()) {
            std::memcpy(address.bytes.data(), entry->ai_addr, entry->ai_addrlen);
            address.length = entry->ai_addrlen;
            address.ipv6 = entry->ai_family == AF_INET6;
            addresses.push_back(address);
        }
    }
    if (addresses.empty()) {
        return unresolved(EAI_NONAME, 0, host);
    }
    return addresses;
}

/// Outlives the Resolver when a look-up is under way: the thread holds it too.
struct Resolver::Shared {
    std::mutex mutex;
    std::condition_variable asked;
    std::deque<Question> questions;
    std::vector<Answer> answers;
    std::function<void()> notify;
    bool stopped = false;

    void run()
    {
        std::unique_lock lock(mutex);
        for (;;) {
            asked.wait(lock, [this] { return stopped || !questions.empty(); });
            if (stopped) {
                return;
            }
            const Question question = std::move(questions.front());
            questions.pop_front();
            lock.unlock();
            Answer answer{question.key, lookUpNow(question.host, question.port, question.family)};
            lock.lock();
            if (!stopped) {
                answers.push_back(std::move(answer));
                notify();
            }
        }
    }
};

Resolver::Resolver(std::function<void()> notify)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->notify = std::move(notify);
}

Resolver::~Resolver()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->stopped = true;
    m_shared->asked.notify_all();
}

void Resolver::ask(std::uint64_t key, const std::string& host, std::uint16_t port,
                   AddressFamily family)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->questions.push_back({key, host, port, family});
    }
    m_shared->asked.notify_one();
    if (!m_started) {
        m_started = true;
        std::thread([shared = m_shared] { shared->run(); }).detach();
    }
}

std::vector<Resolver::Answer> Resolver::take()
{
    const std::lock_guard lock(m_shared->mutex);
    return std::exchange(m_shared->answers, {});
}

} // namespace kai::live
