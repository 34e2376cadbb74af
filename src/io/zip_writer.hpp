#pragma once

#include <map>
#include <string>

namespace dostyq::io {

/// A ZIP archive of these files (name → bytes), deflated, with the same time in every entry: the
/// same files give the same bytes. Less than 4 GB.
std::string write_zip(const std::map<std::string, std::string>& files);

}  // namespace dostyq::io
