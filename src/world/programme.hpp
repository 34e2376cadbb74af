#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/confidence.hpp"
#include "base/coordinate.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

// What a programme folder says, row by row, after validation (docs/programme.md). Plain data: every
// vector is sorted by id (areas by id then from), every reference resolves, so that readers need no
// checks and the order of input rows never matters.
namespace dostyq::world {

struct Provenance {
  std::string source;  ///< id of a Source
  Confidence confidence = Confidence::kPublished;
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

struct Source {
  std::string id, title, url, published, licence, note;
  friend bool operator==(const Source&, const Source&) = default;
};

struct Phase {
  std::string id;
  Date start, end;                ///< both days included; what opens in the phase opens at its end
  std::optional<int64_t> budget;  ///< whole units of the programme's currency
  std::optional<int> at_most;     ///< openings
  Confidence confidence = Confidence::kDemo;
  friend bool operator==(const Phase&, const Phase&) = default;
};

struct SiteKind {
  std::string id;
  Text name;
  std::vector<std::string> counts_as;  ///< sorted classes, its own id among them
  int64_t open_cost = 0;               ///< once, whole units of currency
  int64_t year_cost = 0;               ///< each year of running
  int staff = 0;
  int64_t capacity = 0;  ///< people served a year
  bool can_open = true;
  bool seats_only = false;
  int64_t min_people = 0;
  std::vector<std::string> places;  ///< sorted; empty: anywhere
  Confidence confidence = Confidence::kDemo;

  bool is(const std::string& kind_or_class) const;
  friend bool operator==(const SiteKind&, const SiteKind&) = default;
};

/// What several kinds of site count as.
struct SiteClass {
  std::string id;
  Text name;
  friend bool operator==(const SiteClass&, const SiteClass&) = default;
};

struct SpeedStep {
  std::optional<int> to_km;  ///< empty in the last step
  int kmh = 0;
  friend bool operator==(const SpeedStep&, const SpeedStep&) = default;
};

struct TravelModel {
  double detour = 1.3;
  std::vector<SpeedStep> speeds;
  int limit_minutes = 240;
  int slack_percent = 20;
  friend bool operator==(const TravelModel&, const TravelModel&) = default;
};

/// How a file of roads in the folder is used (docs/roads.md); all of it has defaults.
struct RoadUse {
  std::string profile = "car";   ///< built in, or a TOML file in the folder
  int snap_limit_metres = 5000;  ///< a place farther than this from every road is not joined
  int last_mile_kmh = 5;         ///< between a place and the road
  friend bool operator==(const RoadUse&, const RoadUse&) = default;
};

enum class Measure {
  kPeopleReached,
  kWorstGroupReached,
  kMeanTravelTime,
  kOpenings,
  kCost,
  kChanges,
  kOrdersMet
};

struct Objective {
  Measure measure = Measure::kCost;
  std::string kind;  ///< kind or class that serves
  int minutes = 0;
  bool every_phase = false;
  friend bool operator==(const Objective&, const Objective&) = default;
};

struct RegisterSchema {
  std::string id;
  Text name;
  std::vector<std::string> columns;
  friend bool operator==(const RegisterSchema&, const RegisterSchema&) = default;
};

struct Config {
  std::string id, country, zone, edition, currency;
  std::string iso_numeric;  ///< ISO 3166-1 numeric, for the country's outline; may be empty
  Text name;
  std::vector<Language> languages;
  Date epoch;
  std::vector<Phase> phases;
  std::vector<SiteClass> classes;
  std::vector<SiteKind> kinds;  ///< in the order of the file
  TravelModel travel;
  std::optional<RoadUse> roads;
  int slack_days =
      0;  ///< an adopted plan that is late by so many days should still meet its orders
  std::vector<Objective> objectives;
  std::vector<RegisterSchema> registers;

  /// The first that counts people reached: what serves in full, and within what time. Null: none.
  const Objective* coverage_objective() const;
  friend bool operator==(const Config&, const Config&) = default;
};

enum class AreaKind { kCountry, kRegion, kDistrict };

/// One period of an area's life: the id is stable, its parent and name may change between periods.
struct AreaVersion {
  std::string id;
  AreaKind kind = AreaKind::kDistrict;
  std::string parent;  ///< empty for a country
  std::string kato;
  Text name;
  Coordinate point;
  Period period;
  Provenance provenance;
  friend bool operator==(const AreaVersion&, const AreaVersion&) = default;
};

struct Succession {
  bool of_body = false;  ///< of a body; else of an area
  std::string older, newer;
  Date date;
  Provenance provenance;
  friend bool operator==(const Succession&, const Succession&) = default;
};

struct Group {
  std::string id;
  Text name;
  Provenance provenance;
  friend bool operator==(const Group&, const Group&) = default;
};

/// The smallest unit with figures: one district, or several counted together (a pooled row).
struct StatArea {
  std::string id;
  std::vector<std::string> members;  ///< sorted district ids
  std::string edition;
  int64_t people = 0;
  bool groups_complete = true;  ///< false: a group without a row is unknown, not zero
  std::map<std::string, int64_t> by_group;
  Provenance provenance;                               ///< of the area's own row
  std::map<std::string, Provenance> group_provenance;  ///< of each row of people.csv

  bool pooled() const { return members.size() > 1; }
  /// The weakest of the area's row and of its rows of people.csv.
  Confidence confidence() const;
  friend bool operator==(const StatArea&, const StatArea&) = default;
};

struct ControlTotal {
  std::string area, group, edition;  ///< group empty: everyone
  int64_t people = 0;
  Provenance provenance;
  friend bool operator==(const ControlTotal&, const ControlTotal&) = default;
};

enum class Seat { kNone, kDistrict, kRegion, kCountry };

struct Place {
  std::string id, area;
  Text name;
  Coordinate point;
  int64_t weight = 0;  ///< raw settlement figure: only a share of the statistical area's total
  Seat seat = Seat::kNone;
  bool candidate = false;
  Provenance provenance;
  friend bool operator==(const Place&, const Place&) = default;
};

struct Body {
  std::string id, kind, area;
  Text name;
  Period period;
  Provenance provenance;
  friend bool operator==(const Body&, const Body&) = default;
};

/// A dated fact of any table: a site, a mediator, a plan entry. What the table is decides which
/// properties it has.
struct Fact {
  std::string id;
  std::string area;   ///< where it counts; for a site, its place's district
  std::string place;  ///< empty unless it stands somewhere
  Period period;
  std::map<std::string, std::string>
      properties;  ///< a site: kind, name_kk, name_ru, name_en, lon, lat, address
  Provenance provenance;

  const std::string& property(const std::string& column) const;  ///< "" when absent
  friend bool operator==(const Fact&, const Fact&) = default;
};

inline const std::string kSites = "sites";

/// In `period`, `table` lists everything of `kind` (empty: every kind) in `area`.
struct Completeness {
  std::string table, kind, area;
  Period period;
  Provenance provenance;
  friend bool operator==(const Completeness&, const Completeness&) = default;
};

struct OwnTravelTime {
  std::string from_place, to_place;
  int32_t seconds = 0;
  Provenance provenance;
  friend bool operator==(const OwnTravelTime&, const OwnTravelTime&) = default;
};

struct Programme {
  Config config;
  std::vector<Source> sources;
  std::vector<AreaVersion> areas;
  std::vector<Succession> successions;
  std::vector<Group> groups;
  std::vector<StatArea> stat_areas;
  std::vector<ControlTotal> control_totals;
  std::vector<Place> places;
  std::vector<Body> bodies;
  std::map<std::string, std::vector<Fact>> tables;  ///< sites and every register
  std::vector<Completeness> completeness;
  std::vector<OwnTravelTime> travel;                ///< empty: the model
  std::map<std::string, std::string> input_hashes;  ///< file name → SHA-256 of its bytes

  const SiteKind* find_kind(const std::string& id) const;
  const SiteClass* find_class(const std::string& id) const;
  const Place* find_place(const std::string& id) const;
  const Body* find_body(const std::string& id) const;
  const Group* find_group(const std::string& id) const;
  const StatArea* find_stat_area(const std::string& id) const;
  const Source* find_source(const std::string& id) const;
  /// The version on `day`; else the one nearest in time. Nothing when the id is unknown.
  const AreaVersion* find_area(const std::string& id, Date day) const;

  friend bool operator==(const Programme&, const Programme&) = default;
};

}  // namespace dostyq::world
