#pragma once

#include <string>

#include "base/text.hpp"
#include "report/model.hpp"

namespace dostyq::report {

/// One self-contained page: the built template of web/ with the report's JSON put in. Opens offline
/// from a file, needs no network. All three languages are in it; `language` is shown first.
std::string to_html(const Report& report, Language language);

}  // namespace dostyq::report
