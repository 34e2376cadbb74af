#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dostyq::trial {

/// What a program printed and how it ended.
struct Outcome {
  int exit_code = -1;
  std::string out, err;
};

/// Runs a program with arguments (no shell quoting needed: each is quoted), stdin empty.
Outcome run_program(const std::vector<std::string>& command, const std::string& environment = "");
/// True when a program of this name is on the PATH.
bool has_program(const std::string& name);

/// A folder that is removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string read(const std::filesystem::path& file);
void write(const std::filesystem::path& file, const std::string& text);
/// Replaces the first occurrence; the test fails when there is none.
void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to);

}  // namespace dostyq::trial
