#include "ui/simulation/registry_files.h"

#include "core/defaults/export_lines.h"
#include "core/defaults/pasted_text.h"
#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"
#include "core/defaults/registry.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QStringList>

namespace kai::ui {

namespace {

using namespace defaults;

QStringList filters()
{
    const auto tr = [](const char* words) {
        return QCoreApplication::translate("RegistryFiles", words);
    };
    return {tr("Registry file, version 5.00, UTF-16 (*.reg)"),
            tr("Registry file, version 5.00, UTF-8 (*.reg)"),
            tr("Registry file, REGEDIT4 (*.reg)"),
            tr("Undo file: the four values as imported (*.reg)"),
            tr("reg.exe lines (*.cmd)"),
            tr("PowerShell lines (*.ps1)")};
}

Error fileError(const QFileDevice& file)
{
    return {0, "FILE_ERROR", file.fileName().toStdString(), file.errorString().toStdString() + ".",
            "Choose a file that may be used."};
}

RegistryValues valuesOf(const RegDocument& document)
{
    Registry registry;
    registry.apply(document);
    return registry.values();
}

Result<std::string> contentOf(RegistryFormat format, const RegDocument& document)
{
    const RegistryValues values = valuesOf(document);
    switch (format) {
    case RegistryFormat::utf16:
    case RegistryFormat::undo:
        return writeReg(document, RegFormat::version5Utf16);
    case RegistryFormat::utf8:
        return writeReg(document, RegFormat::version5Utf8);
    case RegistryFormat::regedit4:
        return writeReg(document, RegFormat::regedit4);
    case RegistryFormat::regExe:
        return regExeLines({}, values);
    case RegistryFormat::powerShell:
        return powerShellLines({}, values);
    }
    return std::string();
}

} // namespace

QString registryFileFilters()
{
    return filters().join(QStringLiteral(";;"));
}

RegistryFormat formatOfFilter(const QString& filter)
{
    const auto index = filters().indexOf(filter);
    return index < 0 ? RegistryFormat::utf16 : static_cast<RegistryFormat>(index);
}

Result<std::string> readRegistryFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fileError(file);
    }
    std::string bytes = file.readAll().toStdString();
    const auto reg = readReg(bytes);
    if (reg) {
        return bytes;
    }
    const auto pasted = readPasted(bytes);
    if (!pasted) {
        return path.endsWith(QLatin1String(".reg"), Qt::CaseInsensitive) ? reg.error()
                                                                         : pasted.error();
    }
    if (pasted->kind == PastedKind::sysctl) {
        return Error{0, "WRONG_SYSTEM", path.toStdString(),
                     "these are sysctls of Linux, not registry values.",
                     "Choose a .reg file, or the output of reg query or Get-ItemProperty."};
    }
    return writeReg(pasted->registry, RegFormat::version5Utf8);
}

Status writeRegistryFile(const QString& path, RegistryFormat format, const RegistryTexts& texts)
{
    const auto document = readReg(format == RegistryFormat::undo ? texts.undo : texts.stored);
    if (!document) {
        return document.error();
    }
    const auto content = contentOf(format, *document);
    if (!content) {
        return content.error();
    }
    QSaveFile file(path);
    const auto size = static_cast<qint64>(content->size());
    if (!file.open(QIODevice::WriteOnly) || file.write(content->data(), size) != size ||
        !file.commit()) {
        return fileError(file);
    }
    return success();
}

} // namespace kai::ui
