#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/model.hpp"

namespace dostyq::report {

/// Draws the report as an A4 PDF in one language (Cairo, Pango; fonts embedded). The same report
/// gives the same bytes.
Result<void> write_pdf(const Report& report, Language language, const std::filesystem::path& file);

}  // namespace dostyq::report
