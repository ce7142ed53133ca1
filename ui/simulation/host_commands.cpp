#include "ui/simulation/host_commands.h"

#include "ui/lab/lab_controller.h"
#include "ui/simulation/registry_files.h"
#include "ui/simulation/registry_panel.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMetaObject>
#include <QPointer>

namespace kai::ui {

namespace {

/// From the lab's worker.
template <typename Work>
void inGuiThread(Work work)
{
    QMetaObject::invokeMethod(qApp, std::move(work), Qt::QueuedConnection);
}

Result<RegistryTexts> textsOf(const winsock::SimulatedHosts& hosts, HostId host)
{
    const auto stored = hosts.exportRegistry(host);
    if (!stored) {
        return stored.error();
    }
    const auto undo = hosts.exportUndo(host);
    if (!undo) {
        return undo.error();
    }
    return RegistryTexts{*stored, *undo};
}

} // namespace

HostCommands::HostCommands(LabController& lab, RegistryPanel& panel, QObject* parent)
    : QObject(parent)
    , m_lab(lab)
    , m_panel(panel)
{
    connect(&panel, &RegistryPanel::storeAsked, this,
            [this](HostId host, const QString& name, std::optional<quint32> value) {
                run([=, name = name.toStdString()](auto& hosts) {
                    return hosts.setRegistryValue(host, name, value);
                });
            });
    connect(&panel, &RegistryPanel::restartAsked, this, [this](HostId host, bool reopen) {
        run([=](auto& hosts) { return hosts.restart(host, reopen); });
    });
    connect(&panel, &RegistryPanel::releaseAsked, this,
            [this](HostId host, defaults::WindowsRelease release) {
                run([=](auto& hosts) { return hosts.setRelease(host, release); });
            });
    connect(&panel, &RegistryPanel::behaviourAsked, this,
            [this](HostId host, winsock::Behaviour behaviour) {
                run([=](auto& hosts) { return hosts.setBehaviour(host, behaviour); });
            });
    connect(&panel, &RegistryPanel::assumeAsked, this,
            [this](HostId host, const QString& name, const QString& value) {
                run([=, name = name.toStdString(), value = value.toStdString()](auto& hosts) {
                    return hosts.assume(host, name, value);
                });
            });
    connect(&panel, &RegistryPanel::networkAsked, this, [this](HostId host, bool up) {
        run([=](auto& hosts) { return hosts.setNetworkUp(host, up); });
    });
    connect(&panel, &RegistryPanel::importAsked, this, &HostCommands::importInto);
    connect(&panel, &RegistryPanel::exportAsked, this, &HostCommands::exportFrom);
}

void HostCommands::run(Change change)
{
    m_panel.clearError();
    send(std::move(change));
}

void HostCommands::send(Change change)
{
    if (m_lab.lab() == nullptr) {
        return;
    }
    const QPointer<HostCommands> self(this);
    m_lab.lab()->changeHosts([self, change = std::move(change)](winsock::SimulatedHosts& hosts) {
        const Status done = change(hosts);
        inGuiThread([self, done, list = hosts.list()] {
            if (!self) {
                return;
            }
            if (!done) {
                self->m_panel.showError(done.error());
            }
            self->m_panel.setHosts(list);
        });
    });
}

void HostCommands::readHosts()
{
    send([](auto&) { return success(); });
}

void HostCommands::importInto(HostId host)
{
    const QString path = QFileDialog::getOpenFileName(
        &m_panel, tr("Import registry values"), {},
        tr("Registry files and pasted text (*.reg *.txt);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    const auto regText = readRegistryFile(path);
    if (!regText) {
        m_panel.showError(regText.error());
        return;
    }
    run([host, content = *regText](auto& hosts) { return hosts.importRegistry(host, content); });
}

void HostCommands::importText(const std::string& regText)
{
    run([host = m_panel.host(), regText](auto& hosts) {
        return hosts.importRegistry(host, regText);
    });
}

void HostCommands::exportFrom(HostId host)
{
    if (m_lab.lab() == nullptr) {
        return;
    }
    const QPointer<HostCommands> self(this);
    m_lab.lab()->changeHosts([self, host](winsock::SimulatedHosts& hosts) {
        const auto texts = textsOf(hosts, host);
        inGuiThread([self, texts] {
            if (self && texts) {
                self->save(*texts);
            } else if (self) {
                self->m_panel.showError(texts.error());
            }
        });
    });
}

void HostCommands::save(const RegistryTexts& texts)
{
    QString chosen;
    const QString path = QFileDialog::getSaveFileName(&m_panel, tr("Export registry values"),
                                                      QStringLiteral("keepalive.reg"),
                                                      registryFileFilters(), &chosen);
    if (path.isEmpty()) {
        return;
    }
    if (const Status written = writeRegistryFile(path, formatOfFilter(chosen), texts); !written) {
        m_panel.showError(written.error());
    }
}

} // namespace kai::ui
