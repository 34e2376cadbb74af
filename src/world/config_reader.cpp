#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "world/config.hpp"
#include "world/schema.hpp"
#include "world/toml_reader.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

constexpr std::array<std::string_view, 7> kMeasureNames{
    "people_reached", "worst_group_reached", "mean_travel_time", "openings", "cost",
    "changes",        "orders_met"};
constexpr IntegerRange kCount{0, 1'000'000'000};

bool serves_people(Measure measure) {
  return measure == Measure::kPeopleReached || measure == Measure::kWorstGroupReached ||
         measure == Measure::kMeanTravelTime;
}

bool zone_exists(const std::string& zone) {
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  return found && *found != icu::TimeZone::getUnknown();
}

std::vector<std::string> sorted_unique(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return items;
}

class ConfigReader {
 public:
  ConfigReader(const toml::table& root, Problems& problems)
      : root_(root, kConfigFile, problems), problems_(problems) {}

  ConfigReading read() {
    reading_.readable = true;
    read_head();
    read_phases();
    read_classes();
    read_kinds();
    if (const toml::table* travel = root_.table("travel")) read_travel(*travel);
    if (root_.has("roads")) read_roads();
    read_objectives();
    read_registers();
    root_.finish();
    return std::move(reading_);
  }

 private:
  TomlReader reader(const toml::table& table) { return {table, kConfigFile, problems_}; }

  /// Reports the second use of an id.
  void check_unique(const TomlReader& in, std::set<std::string>& seen, const std::string& id) {
    if (!id.empty() && !seen.insert(id).second) in.report("value.duplicate_id", {id}, "id");
  }

  void read_head() {
    Config& config = reading_.config;
    const int64_t format = root_.integer("format");
    if (root_.has("format") && format != 1)
      root_.report("config.format", {std::to_string(format)}, "format");
    config.id = root_.id("id");
    config.country = root_.id("country");
    reading_.lines["country"] = root_.line("country");
    reading_.lines["edition"] = root_.line("edition");
    config.iso_numeric = root_.optional_text("iso_numeric").value_or("");
    config.zone = root_.text("zone");
    if (!config.zone.empty() && !zone_exists(config.zone))
      root_.report("config.zone", {config.zone}, "zone");
    config.edition = root_.text("edition");
    config.currency = root_.text("currency");
    config.slack_days =
        static_cast<int>(root_.optional_integer("slack_days", {0, 3650}).value_or(0));
    config.name = root_.three_texts("name");
    config.epoch = root_.date("epoch");
    for (const std::string& word : root_.texts("languages", true)) {
      const auto language = parse_language(word);
      const auto& known = config.languages;
      if (!language)
        root_.report("config.language", {word}, "languages");
      else if (std::find(known.begin(), known.end(), *language) == known.end())
        config.languages.push_back(*language);
    }
    if (root_.has("languages") && config.languages.empty())
      root_.report("config.no_language", {}, "languages");
  }

  void read_phases() {
    std::set<std::string> ids;
    for (const toml::table* table : root_.tables("phase")) {
      TomlReader in = reader(*table);
      Phase phase;
      phase.id = in.id("id");
      check_unique(in, ids, phase.id);
      phase.start = in.date("start");
      phase.end = in.date("end");
      phase.budget = in.optional_integer("budget");
      if (const auto most = in.optional_integer("at_most", kCount))
        phase.at_most = static_cast<int>(*most);
      phase.confidence = in.confidence();
      in.finish();
      check_dates(in, phase);
      reading_.config.phases.push_back(std::move(phase));
    }
    if (reading_.config.phases.empty()) root_.report("config.no_phase", {}, "phase");
  }

  void check_dates(const TomlReader& in, const Phase& phase) {
    const auto& phases = reading_.config.phases;
    if (!in.has("start") || !in.has("end")) return;
    if (phase.start > phase.end) {
      in.report("config.phase_backwards",
                {phase.id, phase.start.to_string(), phase.end.to_string()}, "end");
    }
    if (!phases.empty() && phase.start <= phases.back().end) {
      in.report("config.phase_order", {phase.id, phases.back().id, phases.back().end.to_string()},
                "start");
    }
  }

  void read_classes() {
    std::set<std::string> ids;
    for (const toml::table* table : root_.tables("class")) {
      TomlReader in = reader(*table);
      SiteClass named;
      named.id = in.id("id");
      check_unique(in, ids, named.id);
      named.name = in.three_texts("name");
      in.finish();
      reading_.config.classes.push_back(std::move(named));
    }
  }

  /// What a kind counts as: a [[class]], or another kind.
  bool is_declared(const std::string& name) const {
    const auto has_id = [&](const auto& one) { return one.id == name; };
    const Config& config = reading_.config;
    return std::any_of(config.classes.begin(), config.classes.end(), has_id) ||
           std::any_of(config.kinds.begin(), config.kinds.end(), has_id);
  }

  void check_counts_as() {
    const auto tables = root_.tables("kind");
    for (size_t k = 0; k < reading_.config.kinds.size(); ++k) {
      for (const std::string& name : reading_.config.kinds[k].counts_as) {
        if (!is_declared(name))
          reader(*tables[k]).report("config.unknown_class", {name}, "counts_as");
      }
    }
  }

  void read_kinds() {
    std::set<std::string> ids;
    for (const toml::table* table : root_.tables("kind")) {
      TomlReader in = reader(*table);
      SiteKind kind;
      kind.id = in.id("id");
      check_unique(in, ids, kind.id);
      kind.name = in.three_texts("name");
      kind.counts_as = in.texts("counts_as", false);
      kind.counts_as.push_back(kind.id);
      kind.counts_as = sorted_unique(std::move(kind.counts_as));
      kind.open_cost = in.integer("open_cost");
      kind.year_cost = in.integer("year_cost");
      kind.staff = static_cast<int>(in.optional_integer("staff", kCount).value_or(0));
      kind.capacity = in.optional_integer("capacity", {0, kMostPeople}).value_or(0);
      kind.can_open = in.boolean("can_open", true);
      kind.seats_only = in.boolean("seats_only", false);
      kind.min_people = in.optional_integer("min_people", {0, kMostPeople}).value_or(0);
      kind.places = sorted_unique(in.texts("places", false));
      reading_.lines["kind." + kind.id + ".places"] = in.line("places");
      kind.confidence = in.confidence();
      in.finish();
      reading_.config.kinds.push_back(std::move(kind));
    }
    if (reading_.config.kinds.empty()) root_.report("config.no_kind", {}, "kind");
    check_counts_as();
  }

  void read_travel(const toml::table& table) {
    TravelModel& travel = reading_.config.travel;
    TomlReader in = reader(table);
    if (const auto detour = in.number("detour")) {
      travel.detour = *detour;
      if (*detour < 1 || *detour > 10) in.report("config.detour", {}, "detour");
    }
    const auto steps = in.tables("speeds");
    for (const toml::table* element : steps) {
      TomlReader step_in = reader(*element);
      SpeedStep step;
      if (const auto end = step_in.optional_integer("to_km", {1, 40'000}))
        step.to_km = static_cast<int>(*end);
      step.kmh = static_cast<int>(step_in.integer("kmh", {1, 1000}));
      step_in.finish();
      const bool last = element == steps.back();
      const bool increases =
          travel.speeds.empty() || !step.to_km || step.to_km > travel.speeds.back().to_km;
      if (last == step.to_km.has_value() || !increases)
        step_in.report("config.speeds", {}, "to_km");
      travel.speeds.push_back(step);
    }
    if (travel.speeds.empty()) in.report("config.no_speed", {}, "speeds");
    travel.limit_minutes = static_cast<int>(in.integer("limit_minutes", {1, 100'000}));
    travel.slack_percent = static_cast<int>(in.integer("slack_percent", {0, 1000}));
    in.finish();
  }

  void read_roads() {
    const toml::table* table = root_.table("roads");
    if (table == nullptr) return;
    TomlReader in = reader(*table);
    RoadUse roads;
    if (const auto profile = in.optional_text("profile")) roads.profile = *profile;
    if (const auto metres = in.optional_integer("snap_limit_metres", {1, 100'000}))
      roads.snap_limit_metres = static_cast<int>(*metres);
    if (const auto kmh = in.optional_integer("last_mile_kmh", {1, 200}))
      roads.last_mile_kmh = static_cast<int>(*kmh);
    in.finish();
    reading_.config.roads = std::move(roads);
  }

  void read_objectives() {
    for (const toml::table* table : root_.tables("objective")) {
      TomlReader in = reader(*table);
      Objective objective;
      const std::string measure = in.text("measure");
      const auto found = std::find(kMeasureNames.begin(), kMeasureNames.end(), measure);
      if (found != kMeasureNames.end()) {
        objective.measure = static_cast<Measure>(found - kMeasureNames.begin());
      } else if (!measure.empty()) {
        in.report("config.measure",
                  {measure, nearest(measure, {kMeasureNames.begin(), kMeasureNames.end()})},
                  "measure");
      }
      const bool serves = found != kMeasureNames.end() && serves_people(objective.measure);
      objective.kind = serves ? in.text("kind") : in.optional_text("kind").value_or("");
      if (!objective.kind.empty() && !names_kind(objective.kind))
        in.report("config.objective_kind", {objective.kind}, "kind");
      const bool needs_minutes = serves && objective.measure != Measure::kMeanTravelTime;
      const IntegerRange minutes{1, 100'000};
      objective.minutes =
          static_cast<int>(needs_minutes ? in.integer("minutes", minutes)
                                         : in.optional_integer("minutes", minutes).value_or(0));
      const std::string when = in.optional_text("when").value_or("end");
      if (when != "every_phase" && when != "end") in.report("config.when", {when}, "when");
      objective.every_phase = when == "every_phase";
      in.finish();
      reading_.config.objectives.push_back(std::move(objective));
    }
    if (reading_.config.objectives.empty()) root_.report("config.no_objective", {}, "objective");
  }

  bool names_kind(const std::string& name) const {
    const auto& kinds = reading_.config.kinds;
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const SiteKind& kind) { return kind.is(name); });
  }

  void read_registers() {
    std::set<std::string> ids;
    for (const toml::table* table : root_.tables("register")) {
      TomlReader in = reader(*table);
      RegisterSchema declared;
      declared.id = in.id("id");
      check_unique(in, ids, declared.id);
      if (is_built_in_table(declared.id)) in.report("config.register_name", {declared.id}, "id");
      declared.name = in.three_texts("name");
      std::set<std::string> columns{"id", "area", "from", "to", "source", "confidence"};
      for (const std::string& column : in.texts("columns", true)) {
        if (!is_id(column)) {
          in.report("value.id", {column}, "columns");
        } else if (!columns.insert(column).second) {
          in.report("config.register_column", {column}, "columns");
        } else {
          declared.columns.push_back(column);
        }
      }
      in.finish();
      reading_.lines["register." + declared.id] = in.line("id");
      // A register that was declared twice has been reported: one table of its name is enough.
      const auto& known = reading_.config.registers;
      const bool again = std::any_of(known.begin(), known.end(),
                                     [&](const auto& other) { return other.id == declared.id; });
      if (!again && is_id(declared.id)) reading_.config.registers.push_back(std::move(declared));
    }
  }

  TomlReader root_;
  Problems& problems_;
  ConfigReading reading_;
};

}  // namespace

std::string_view name(Measure measure) { return kMeasureNames[static_cast<size_t>(measure)]; }

ConfigReading read_config(std::string_view toml, Problems& problems) {
  try {
    const toml::table root = toml::parse(toml);
    return ConfigReader(root, problems).read();
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    problems.push_back({ErrorCode::kBadInput,
                        "toml.syntax",
                        {std::string(error.description())},
                        {kConfigFile, static_cast<int>(at.line), std::to_string(at.column)}});
    return {};
  }
}

}  // namespace dostyq::world
