#pragma once

#include "core/defaults/reg_document.h"
#include "core/defaults/reg_format.h"

namespace kai::defaults {

/// The bytes of a .reg file that readReg() gives back as the same document. Long data is continued as regedit does.
/// Errors: NOT_IN_CODE_PAGE with REGEDIT4.
[[nodiscard]] Result<std::string> writeReg(const RegDocument& document, RegFormat format);

} // namespace kai::defaults
