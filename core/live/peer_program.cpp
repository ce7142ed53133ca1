#include "core/live/peer_program.h"

namespace kai::live {

namespace {

constexpr std::string_view kEcho = "echo ";

bool couldBeEcho(std::string_view line)
{
    return kEcho.substr(0, line.size()) == line.substr(0, kEcho.size());
}

} // namespace

std::string PeerProgram::take(std::string_view data)
{
    std::string answer;
    for (const char character : data) {
        if (character == '\n') {
            if (!m_tooLong && std::string_view(m_line).substr(0, kEcho.size()) == kEcho) {
                answer += m_line.substr(kEcho.size()) + '\n';
            }
            m_line.clear();
            m_tooLong = false;
        } else if (!m_tooLong) {
            m_line += character;
            if (m_line.size() > kLongestLine || !couldBeEcho(m_line)) {
                m_tooLong = true;
                m_line = {};
            }
        }
    }
    return answer;
}

} // namespace kai::live
