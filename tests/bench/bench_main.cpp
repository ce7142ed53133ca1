// ./dev bench [NAME] [--json FILE]: prints a line for each figure; with --json records them too.
#include "tests/bench/bench.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

namespace kai::bench {

double percentile(std::vector<double>& values, double share)
{
    if (values.empty()) {
        return 0;
    }
    const auto last = static_cast<double>(values.size() - 1);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(last * share);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double median(std::vector<double>& values)
{
    return percentile(values, 0.5);
}

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double childrenCpuMs()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

} // namespace kai::bench

namespace {

using kai::bench::Aim;
using kai::bench::Figure;

std::string aimText(const Figure& figure)
{
    if (figure.aim == Aim::none) {
        return {};
    }
    char text[80];
    std::snprintf(text, sizeof text, "  aim %s %.3g: %s",
                  figure.aim == Aim::atMost ? "<=" : ">=", figure.limit,
                  figure.met() ? "met" : "NOT MET");
    return text;
}

void print(const Figure& figure)
{
    std::printf("%-32s %10.3f %s", figure.name.c_str(), figure.value, figure.unit.c_str());
    if (figure.baseline > 0) {
        std::printf("; %s %.3f; ratio %.3f", figure.baselineName.c_str(), figure.baseline,
                    figure.ratio);
    }
    std::printf("%s%s%s\n", aimText(figure).c_str(), figure.remark.empty() ? "" : "  ",
                figure.remark.c_str());
    std::fflush(stdout);
}

QJsonObject toJson(const Figure& figure)
{
    QJsonObject object{{QStringLiteral("name"), QString::fromStdString(figure.name)},
                       {QStringLiteral("value"), figure.value},
                       {QStringLiteral("unit"), QString::fromStdString(figure.unit)},
                       {QStringLiteral("met"), figure.met()}};
    if (figure.baseline > 0) {
        object.insert(QStringLiteral("baseline"), figure.baseline);
        object.insert(QStringLiteral("ratio"), figure.ratio);
    }
    if (figure.aim != Aim::none) {
        object.insert(QStringLiteral("aim"), figure.limit);
    }
    return object;
}

bool save(const QString& path, const QJsonArray& figures)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(figures).toJson()) > 0;
}

bool wanted(std::string_view group, const std::string& name)
{
    return name.empty() || group.starts_with(name) || name.starts_with(group);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const auto json = arguments.indexOf(QStringLiteral("--json"));
    const bool named = arguments.size() > 1 && json != 1;
    const std::string name = named ? arguments[1].toStdString() : std::string();
    QJsonArray figures;
    bool any = false;
    for (const auto& benchmark : kai::bench::Registration::all()) {
        if (wanted(benchmark.name, name)) {
            any = true;
            benchmark.run([&](const Figure& figure) {
                if (name.empty() || figure.name.starts_with(name)) {
                    print(figure);
                    figures.append(toJson(figure));
                }
            });
        }
    }
    if (!any) {
        std::fprintf(stderr, "bench: nothing is named %s\n", name.c_str());
        return 2;
    }
    if (json > 0 && !(arguments.size() > json + 1 && save(arguments[json + 1], figures))) {
        std::fprintf(stderr, "bench: cannot write the JSON file\n");
        return 1;
    }
    return 0;
}
