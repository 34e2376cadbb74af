#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <ostream>
#include <random>
#include <string>

#include "world/load.hpp"
#include "world/new_programme.hpp"

// For the tests of src/world only.
namespace dostyq {

inline void PrintTo(const Error& error, std::ostream* out) {
  *out << error.where.file << ":" << error.where.row << " [" << error.where.column << "] "
       << error.key;
  for (const std::string& arg : error.args) *out << " {" << arg << "}";
}

}  // namespace dostyq

namespace dostyq::world {

inline void PrintTo(const Programme& programme, std::ostream* out) {
  *out << "programme " << programme.config.id;
}

using Files = std::map<std::string, std::string>;

/// The example's files with `from` in one of them replaced by `to`; `from` must be there once.
inline Files changed(Files files, const std::string& file, const std::string& from,
                     const std::string& to) {
  std::string& bytes = files.at(file);
  const size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << file << " has no " << from;
  EXPECT_EQ(bytes.find(from, at + 1), std::string::npos) << file << " has more than one " << from;
  if (at != std::string::npos) bytes.replace(at, from.size(), to);
  return files;
}

inline Programme must_load(const Files& files) {
  auto programme = load_files(files);
  if (programme) return *programme;
  for (const Error& error : programme.error()) ADD_FAILURE() << testing::PrintToString(error);
  return {};
}

inline Programme example() { return must_load(example_files()); }

inline std::shared_ptr<const Programme> shared(Programme programme) {
  return std::make_shared<const Programme>(std::move(programme));
}

inline Date day(const char* text) { return *Date::parse(text); }

/// Without what save() does not write.
inline Programme without_hashes(Programme programme) {
  programme.input_hashes.clear();
  return programme;
}

/// A folder of its own that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::random_device seed;
    path_ = std::filesystem::temp_directory_path() / ("dostyq-test-" + std::to_string(seed()));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace dostyq::world
