#include "app/window.h"

#include <cstdio>

namespace kai::app {

namespace {

Error noWindow(const std::string& what)
{
    return {0, "NOT_SUPPORTED", what, "this build has no window.",
            "Build with -DKAI_UI=ON (needs Qt 6)."};
}

} // namespace

int showWindow(const Options&, int, char**)
{
    std::fprintf(stderr, "%s\n", describe(noWindow("keepalive-inspector")).c_str());
    return 1;
}

Status drawWindow(std::unique_ptr<lab::Lab>, const RunResult&, const Options& options)
{
    return noWindow(options.screenshot);
}

Status writePicture(const lab::Lab&, const RunResult&, const std::string& path)
{
    return noWindow(path);
}

} // namespace kai::app
