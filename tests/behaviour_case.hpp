#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "planning/options.hpp"
#include "planning/plan.hpp"

// A file of tests/behaviour: a small story, and what must come of it. tests/behaviour/README.md
// says how to write one.
namespace dostyq::trial {

class BehaviourCase {
 public:
  /// Reads the file and writes its programme folder below `folder`. Throws std::runtime_error with
  /// what is wrong in the file.
  BehaviourCase(const std::filesystem::path& file, const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  const toml::table& story() const { return story_; }
  const toml::table& expect() const { return expect_; }

  planning::PlanOptions options() const;
  std::map<std::string, std::string> readings() const;
  std::map<std::string, Date> slips() const;

 private:
  void copy_programme(const std::filesystem::path& programmes) const;
  void edit_files() const;
  void write_directives() const;

  std::filesystem::path folder_;
  toml::table story_;
  toml::table expect_;
};

/// "2028 tas branch"
planning::PlannedSite opening(const std::string& text);
std::string show(const planning::PlannedSite& site);

/// The strings of an array, or the one string.
std::vector<std::string> strings(const toml::node& node);
/// A string, number, date or truth value as it would be written.
std::string written(const toml::node& node);

}  // namespace dostyq::trial
