#include "core/defaults/reg_reader.h"

#include "core/defaults/reg_key_line.h"
#include "core/defaults/text_cursor.h"
#include "core/defaults/utf_text.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

bool isControl(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20;
}

bool isText(RegistryType type)
{
    return type == RegistryType::string || type == RegistryType::expandString ||
           type == RegistryType::multiString;
}

/// Reads the text below the header, line by line.
class Reader {
public:
    Reader(std::string_view text, std::size_t firstLine, RegFormat format)
        : m_cursor(text, firstLine)
        , m_format(format)
    {
    }

    Result<RegDocument> read()
    {
        while (!m_cursor.atEnd()) {
            const auto read = readLine();
            if (!read) {
                return read.error();
            }
        }
        return std::move(m_document);
    }

private:
    Status readLine()
    {
        m_cursor.skipBlanks();
        if (m_cursor.atLineEnd() || m_cursor.peek() == ';') {
            m_cursor.takeLine();
            return success();
        }
        if (m_cursor.peek() == '[') {
            return readKey();
        }
        if (m_cursor.peek() == '"' || m_cursor.peek() == '@') {
            return readValue();
        }
        return refused("this is neither a key, a value nor a comment.");
    }

    Status readKey()
    {
        const auto number = m_cursor.line();
        auto key = readKeyLine(m_cursor.takeLine(), number);
        if (!key) {
            return key.error();
        }
        m_document.keys.push_back(std::move(key).value());
        return success();
    }

    Status readValue()
    {
        if (m_document.keys.empty()) {
            return refused("a value stands before the first key.");
        }
        if (m_document.keys.back().removed) {
            return refused("a value stands under a key that is removed.");
        }
        RegValue value;
        auto status = readName(value);
        if (status) {
            status = readAssigned(value);
        }
        if (status) {
            status = readRestOfLine();
        }
        if (status) {
            m_document.keys.back().values.push_back(std::move(value));
        }
        return status;
    }

    Status readName(RegValue& value)
    {
        if (m_cursor.peek() == '@') {
            m_cursor.take();
        } else {
            auto name = readQuoted();
            if (!name) {
                return name.error();
            }
            if (std::any_of(name->begin(), name->end(), isControl)) {
                return refused("the value's name has a control character.");
            }
            value.name = std::move(name).value();
        }
        m_cursor.skipBlanks();
        return m_cursor.takeWord("=") ? success() : refused("\"=\" is missing after the name.");
    }

    Status readAssigned(RegValue& value)
    {
        m_cursor.skipBlanks();
        if (m_cursor.takeWord("-")) {
            value.removed = true;
            return success();
        }
        if (m_cursor.peek() == '"') {
            const auto text = readQuoted();
            value = stringValue(std::move(value.name), text ? *text : "");
            return text ? success() : Status{text.error()};
        }
        if (m_cursor.takeWord("dword:")) {
            return readDword(value);
        }
        return m_cursor.takeWord("hex")
                   ? readHex(value)
                   : refused("the data is neither a text, dword:, hex: nor -.");
    }

    Status readDword(RegValue& value)
    {
        m_cursor.skipBlanks();
        const auto number = m_cursor.takeHex(8);
        if (!number) {
            return refused("dword: needs one to eight hexadecimal digits.");
        }
        value = dwordValue(std::move(value.name), *number);
        return success();
    }

    /// The name or text between quotes. It may run over several lines, as in regedit's exports.
    Result<std::string> readQuoted()
    {
        const auto firstLine = m_cursor.line();
        std::string text;
        m_cursor.take();
        while (!m_cursor.atEnd()) {
            char letter = m_cursor.take();
            if (letter == '"') {
                return text;
            }
            if (letter == '\\') {
                if (m_cursor.peek() != '\\' && m_cursor.peek() != '"') {
                    return badReg(m_cursor.line(), "a backslash in a text must be doubled.");
                }
                letter = m_cursor.take();
            }
            text += letter;
        }
        return badReg(firstLine, "the text that begins here has no closing quote.");
    }

    Status readHex(RegValue& value)
    {
        value.type = RegistryType::binary;
        if (m_cursor.takeWord("(")) {
            const auto type = m_cursor.takeHex(8);
            if (!type || !m_cursor.takeWord(")")) {
                return refused("hex( needs a type of one to eight hexadecimal digits and \")\".");
            }
            value.type = static_cast<RegistryType>(*type);
        }
        if (!m_cursor.takeWord(":")) {
            return refused("\":\" is missing after hex.");
        }
        auto status = readBytes(value.data);
        if (status && m_format == RegFormat::regedit4 && isText(value.type)) {
            widen(value.data);
        }
        return status;
    }

    Status readBytes(std::vector<std::uint8_t>& data)
    {
        bool needsByte = false;
        for (;;) {
            const auto continued = skipContinuation();
            if (!continued) {
                return continued.error();
            }
            needsByte = needsByte || *continued;
            if (!needsByte && data.empty() && atValueEnd()) {
                return success();
            }
            const auto byte = m_cursor.takeHex(2);
            if (!byte) {
                return refused("a byte of one or two hexadecimal digits is missing here.");
            }
            data.push_back(static_cast<std::uint8_t>(*byte));
            m_cursor.skipBlanks();
            if (!m_cursor.takeWord(",")) {
                return success();
            }
            needsByte = true;
        }
    }

    /// Blanks, and "\" with the end of its line; whether there was one.
    Result<bool> skipContinuation()
    {
        m_cursor.skipBlanks();
        bool found = false;
        while (m_cursor.takeWord("\\")) {
            m_cursor.skipBlanks();
            if (!m_cursor.atLineEnd()) {
                return badReg(m_cursor.line(), "something follows the \"\\\" that ends a line.");
            }
            m_cursor.takeLine();
            m_cursor.skipBlanks();
            found = true;
        }
        return found;
    }

    /// REGEDIT4 holds texts in the code page; the registry holds them in UTF-16.
    static void widen(std::vector<std::uint8_t>& data)
    {
        const std::string_view narrow{reinterpret_cast<const char*>(data.data()), data.size()};
        const auto wide = utf16FromUtf8(utf8FromAnsi(narrow)).value_or("");
        data.assign(wide.begin(), wide.end());
    }

    Status readRestOfLine()
    {
        m_cursor.skipBlanks();
        if (!atValueEnd()) {
            return refused("there is more after the value than a comment.");
        }
        m_cursor.takeLine();
        return success();
    }

    [[nodiscard]] bool atValueEnd() const { return m_cursor.atLineEnd() || m_cursor.peek() == ';'; }

    [[nodiscard]] Status refused(std::string cause) const
    {
        return badReg(m_cursor.line(), std::move(cause));
    }

    TextCursor m_cursor;
    RegFormat m_format;
    RegDocument m_document;
};

} // namespace

Result<RegDocument> readReg(std::string_view bytes)
{
    const auto text = decodeReg(bytes);
    return text ? Reader(text->text, 2, text->format).read() : Result<RegDocument>{text.error()};
}

Result<RegDocument> readRegLines(std::string_view text)
{
    return Reader(text, 1, RegFormat::version5Utf8).read();
}

} // namespace kai::defaults
