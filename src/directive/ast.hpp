#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"

// The directive language as data (docs/directives.md). Parsed by parse.hpp, said by read_back.hpp,
// judged by evaluate.hpp, turned into rows by compile.hpp.
namespace dostyq::directive {

struct Comparison {
  enum class Op { kAtLeast, kAtMost, kExactly };
  Op op = Op::kAtLeast;
  int64_t n = 1;
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// When a requirement must hold. Absent: inherited, at last the directive's due date, at last
/// "now".
struct When {
  enum class Mode { kBy, kKeepFrom, kDuring };
  Mode mode = Mode::kBy;
  Date from;  ///< kBy: the day itself; kKeepFrom, kDuring: first day
  Date to;    ///< kDuring: last day, included; else equal to from
  friend bool operator==(const When&, const When&) = default;
};

struct NamedAreas {
  std::vector<std::string> ids;  ///< in the order written
  friend bool operator==(const NamedAreas&, const NamedAreas&) = default;
};
struct AreasOfKind {
  std::string kind;  ///< region | district
  std::string in;    ///< empty: the country
  friend bool operator==(const AreasOfKind&, const AreasOfKind&) = default;
};
struct DiversityRule {
  int share_percent = 0;
  std::string edition;
  std::optional<int> at_most;
  int64_t min_people = 0;
  std::string in;  ///< empty: the country
  friend bool operator==(const DiversityRule&, const DiversityRule&) = default;
};
using AreaSet = std::variant<NamedAreas, AreasOfKind, DiversityRule>;

struct Requirement;
using Requirements = std::vector<Requirement>;

struct Count {
  std::string table;
  std::vector<std::string> kinds;            ///< any of them; empty: every kind
  std::map<std::string, std::string> where;  ///< column → value
  std::string in;                            ///< empty: the area in turn, else the country
  std::optional<Date> opened_after;
  Comparison comparison;
  friend bool operator==(const Count&, const Count&) = default;
};

struct ForEvery {
  AreaSet areas;
  Requirements then;
  friend bool operator==(const ForEvery&, const ForEvery&);
};

struct Reach {
  enum class Who { kEveryone, kEachGroup, kGroup };
  Who who = Who::kEveryone;
  std::string group;  ///< with kGroup
  int percent = 0;
  int minutes = 0;
  std::string kind;
  std::string in;  ///< empty: the area in turn, else the country
  bool capacity = false;
  friend bool operator==(const Reach&, const Reach&) = default;
};

struct Milestone {
  Date by;
  int percent = 0;
  friend bool operator==(const Milestone&, const Milestone&) = default;
};

struct RollOut {
  AreaSet areas;
  std::vector<Milestone> milestones;  ///< by increasing date
  Requirements then;
  friend bool operator==(const RollOut&, const RollOut&);
};

struct Evidence {
  std::string about;
  std::string in;
  int64_t at_least = 1;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct AllOf {
  Requirements parts;
  friend bool operator==(const AllOf&, const AllOf&);
};
struct AnyOf {
  Requirements parts;
  friend bool operator==(const AnyOf&, const AnyOf&);
};

struct Requirement {
  std::variant<Count, ForEvery, Reach, RollOut, Evidence, AllOf, AnyOf> form;
  std::optional<When> when;
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

inline bool operator==(const ForEvery& a, const ForEvery& b) {
  return a.areas == b.areas && a.then == b.then;
}
inline bool operator==(const RollOut& a, const RollOut& b) {
  return a.areas == b.areas && a.milestones == b.milestones && a.then == b.then;
}
inline bool operator==(const AllOf& a, const AllOf& b) { return a.parts == b.parts; }
inline bool operator==(const AnyOf& a, const AnyOf& b) { return a.parts == b.parts; }

enum class Force { kBinding, kPreferred, kWatched };
enum class Modality { kOrdered, kRequired, kSupported, kDescribed };

struct Interpretation {
  std::string id;
  int version = 1;
  std::string decided_by;
  Date decided_on;
  Text why;
  Force force = Force::kBinding;
  int weight = 1;  ///< with kPreferred
  bool chosen = false;
  std::optional<Date> due;  ///< our reading of an open term
  Requirements require;
  friend bool operator==(const Interpretation&, const Interpretation&) = default;
};

struct Directive {
  std::string id;
  Text text;
  std::string source;
  Date date;
  int passage = 0;
  std::string issuer;
  std::vector<std::string> bodies;
  Modality modality = Modality::kOrdered;
  std::optional<Date> due;  ///< stated in the source itself
  std::vector<Interpretation> interpretations;

  /// The interpretation in force; nothing when there is none.
  const Interpretation* chosen() const {
    for (const Interpretation& i : interpretations) {
      if (i.chosen) return &i;
    }
    return nullptr;
  }
  /// The day it is due under the chosen interpretation; nothing: no date set.
  std::optional<Date> due_date() const {
    if (const Interpretation* i = chosen(); i && i->due) return i->due;
    return due;
  }
  friend bool operator==(const Directive&, const Directive&) = default;
};

}  // namespace dostyq::directive
