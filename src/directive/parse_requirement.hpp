#pragma once

#include "directive/ast.hpp"
#include "directive/fields.hpp"
#include "directive/references.hpp"

// Inside parse.cpp only.
namespace dostyq::directive {

/// Reads requirements; what is wrong goes to the log and the result is then not to be used.
class RequirementReader {
 public:
  RequirementReader(const References& references, ProblemLog& log)
      : references_(references), log_(log) {}

  /// The list under `key`, at least one.
  Requirements list(Fields& fields, std::string_view key);

 private:
  Requirement requirement(const toml::table& table);
  std::optional<When> when(Fields& fields);
  Count count(Fields& fields);
  ForEvery for_every(Fields& fields);
  Reach reach(Fields& fields);
  RollOut roll_out(Fields& fields);
  Evidence evidence(Fields& fields);

  Comparison comparison(Fields& fields);
  std::map<std::string, std::string> where(Fields& fields, const std::string& table);
  AreaSet area_set(Fields& fields, std::string_view key);
  DiversityRule diversity(Fields& fields);
  std::vector<Milestone> milestones(Fields& fields);
  std::string area(Fields& fields);
  std::string site_kind(Fields& fields, std::string_view key);

  const References& references_;
  ProblemLog& log_;
  int in_roll_out_ = 0;
};

}  // namespace dostyq::directive
