#include "core/winsock/call_page.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace kai::winsock {

namespace {

std::string hex(DWORD value)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%X", value);
    return text.data();
}

std::string argument(PointerChoice choice, const char* valid, const char* readOnly)
{
    switch (choice) {
    case PointerChoice::valid:
        return valid;
    case PointerChoice::null:
        return "NULL";
    case PointerChoice::unmapped:
        return "(void*)16 /* unmapped */";
    case PointerChoice::readOnly:
        return readOnly;
    }
    return {};
}

std::string levelName(int level)
{
    switch (level) {
    case SOL_SOCKET:
        return "SOL_SOCKET";
    case IPPROTO_TCP:
        return "IPPROTO_TCP";
    default:
        return hex(static_cast<DWORD>(level));
    }
}

std::string optionName(int level, int option)
{
    if (level == SOL_SOCKET && option == SO_KEEPALIVE) {
        return "SO_KEEPALIVE";
    }
    if (level == IPPROTO_TCP && option == TCP_KEEPIDLE) {
        return "TCP_KEEPIDLE";
    }
    if (level == IPPROTO_TCP && option == TCP_KEEPINTVL) {
        return "TCP_KEEPINTVL";
    }
    if (level == IPPROTO_TCP && option == TCP_KEEPCNT) {
        return "TCP_KEEPCNT";
    }
    return hex(static_cast<DWORD>(option));
}

std::string codeName(DWORD code)
{
    switch (code) {
    case SIO_KEEPALIVE_VALS:
        return "SIO_KEEPALIVE_VALS";
    case SIO_FLUSH:
        return "SIO_FLUSH";
    case FIONBIO:
        return "FIONBIO";
    default:
        return hex(code);
    }
}

std::string getCode(const CallChoice& choice)
{
    return "DWORD value = 0;                 /* zeroed: real Windows may write one byte only */\n"
           "int length = " +
           std::to_string(choice.length) + ";\nint result = getsockopt(s, " +
           levelName(choice.level) + ", " + optionName(choice.level, choice.option) +
           ",\n    (char*)" + argument(choice.valuePointer, "&value", "read_only") + ", " +
           argument(choice.lengthPointer, "&length", "(int*)read_only") + ");\n";
}

std::string setCode(const CallChoice& choice)
{
    return "DWORD value = " + std::to_string(choice.value) + ";\nint result = setsockopt(s, " +
           levelName(choice.level) + ", " + optionName(choice.level, choice.option) +
           ",\n    (const char*)" + argument(choice.valuePointer, "&value", "read_only") + ", " +
           std::to_string(choice.length) + ");\n";
}

bool usesReadOnlyMemory(const CallChoice& choice)
{
    const auto pointers = choice.isIoctl() ? std::vector{choice.input, choice.output,
                                                         choice.bytesReturned, choice.overlapped}
                                           : std::vector{choice.valuePointer, choice.lengthPointer};
    const bool provider =
        choice.call == CallName::WSPIoctl && (choice.threadId == PointerChoice::readOnly ||
                                              choice.errorPointer == PointerChoice::readOnly);
    return provider ||
           std::find(pointers.begin(), pointers.end(), PointerChoice::readOnly) != pointers.end();
}

/// What the call needs besides its values, so that the lines can be compiled.
std::string ioctlVariables(const CallChoice& choice)
{
    std::string text;
    if (choice.output == PointerChoice::valid) {
        text += "char output[256];\n";
    }
    if (choice.overlapped == PointerChoice::valid) {
        text += "WSAOVERLAPPED overlapped = {0};\n";
    }
    if (choice.routine == PointerChoice::valid || choice.routine == PointerChoice::readOnly) {
        text += "/* void CALLBACK on_completion(DWORD error, DWORD bytes,\n"
                "       LPWSAOVERLAPPED overlapped, DWORD flags); */\n";
    }
    if (choice.call == CallName::WSPIoctl) {
        text += "extern WSPPROC_TABLE provider;   /* as WSPStartup filled it */\n"
                "WSATHREADID thread_id;\nint error = 0;\n"
                "WPUOpenCurrentThread(&thread_id, &error);\n";
    }
    return text;
}

std::string ioctlCode(const CallChoice& choice)
{
    std::string text = "/* on/off, time in ms, interval in ms */\nstruct tcp_keepalive vals = {" +
                       std::to_string(choice.values.onoff) + ", " +
                       std::to_string(choice.values.keepalivetime) + ", " +
                       std::to_string(choice.values.keepaliveinterval) + "};\nDWORD bytes = 0;\n";
    const bool provider = choice.call == CallName::WSPIoctl;
    text += ioctlVariables(choice);
    text += "int result = " + std::string(provider ? "provider.lpWSPIoctl" : "WSAIoctl") + "(s, " +
            codeName(choice.code) + ",\n    " +
            argument(choice.input, "&vals", "(void*)read_only") + ", " +
            std::to_string(choice.inputLength) + ", " +
            argument(choice.output, "output", "(void*)read_only") + ", " +
            std::to_string(choice.outputLength) + ", " +
            argument(choice.bytesReturned, "&bytes", "(DWORD*)read_only") + ",\n    " +
            argument(choice.overlapped, "&overlapped", "(WSAOVERLAPPED*)read_only") + ", " +
            argument(choice.routine, "on_completion", "on_completion");
    if (provider) {
        text += ", " + argument(choice.threadId, "&thread_id", "(WSATHREADID*)read_only") + ", " +
                argument(choice.errorPointer, "&error", "(int*)read_only");
    }
    return text + ");\n";
}

std::string headers(const CallChoice& choice)
{
    std::string text = "#include <winsock2.h>\n";
    if (choice.level == IPPROTO_TCP && !choice.isIoctl()) {
        text += "#include <ws2tcpip.h>\n";
    }
    if (choice.call == CallName::WSPIoctl) {
        text += "#include <ws2spi.h>\n";
    }
    if (choice.isIoctl() && choice.code == SIO_KEEPALIVE_VALS) {
        text += "#include <mstcpip.h>\n";
    }
    text += "#include <stdio.h>\n\n";
    return usesReadOnlyMemory(choice) ? text + "static const DWORD read_only[64];\n\n" : text;
}

/// WSPIoctl gives its error to *lpErrno, where that can be written.
std::string checkCode(const CallChoice& choice)
{
    const bool given =
        choice.call == CallName::WSPIoctl && choice.errorPointer == PointerChoice::valid;
    return "if (result == SOCKET_ERROR)\n    printf(\"error %d\\n\", " +
           std::string(given ? "error" : "WSAGetLastError()") + ");\n";
}

} // namespace

std::string callCode(const CallChoice& choice)
{
    const std::string check = checkCode(choice);
    switch (choice.call) {
    case CallName::getsockopt:
        return headers(choice) + getCode(choice) + check;
    case CallName::setsockopt:
        return headers(choice) + setCode(choice) + check;
    default:
        return headers(choice) + ioctlCode(choice) + check;
    }
}

} // namespace kai::winsock
