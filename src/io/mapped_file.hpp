#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/error.hpp"

namespace dostyq::io {

/// A file mapped into memory, for files too large to be copied. Must not change while it is read.
class MappedFile {
 public:
  /// Errors: file.missing, file.not_readable (a folder or a pipe as well).
  static Result<MappedFile> open(const std::filesystem::path& path);
  std::string_view text() const { return text_; }

 private:
  std::shared_ptr<void> owner_;
  std::string_view text_;
};

}  // namespace dostyq::io
