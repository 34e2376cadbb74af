#include <fmt/format.h>

#include "world/config.hpp"

namespace dostyq::world {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04X}", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ", ";
    out += quoted(item);
  }
  return out + "]";
}

void add(std::string& out, std::string_view key, const std::string& value) {
  out += fmt::format("{} = {}\n", key, value);
}

void add(std::string& out, std::string_view key, int64_t value) {
  add(out, key, std::to_string(value));
}

void add_name(std::string& out, const Text& name) {
  for (const Language language : kLanguages) {
    add(out, fmt::format("name.{}", code(language)), quoted(name.in(language)));
  }
}

void add_confidence(std::string& out, Confidence confidence) {
  add(out, "confidence", quoted(name(confidence)));
}

void add_head(std::string& out, const Config& config) {
  add(out, "format", 1);
  add(out, "id", quoted(config.id));
  add(out, "country", quoted(config.country));
  if (!config.iso_numeric.empty()) add(out, "iso_numeric", quoted(config.iso_numeric));
  std::vector<std::string> languages;
  languages.reserve(config.languages.size());
  for (const Language language : config.languages) languages.emplace_back(code(language));
  add(out, "languages", list(languages));
  add(out, "zone", quoted(config.zone));
  add(out, "epoch", config.epoch.to_string());
  add(out, "edition", quoted(config.edition));
  add(out, "currency", quoted(config.currency));
  if (config.slack_days > 0) add(out, "slack_days", config.slack_days);
  add_name(out, config.name);
}

void add_phase(std::string& out, const Phase& phase) {
  out += "\n[[phase]]\n";
  add(out, "id", quoted(phase.id));
  add(out, "start", phase.start.to_string());
  add(out, "end", phase.end.to_string());
  if (phase.budget) add(out, "budget", *phase.budget);
  if (phase.at_most) add(out, "at_most", *phase.at_most);
  add_confidence(out, phase.confidence);
}

void add_class(std::string& out, const SiteClass& named) {
  out += "\n[[class]]\n";
  add(out, "id", quoted(named.id));
  add_name(out, named.name);
}

void add_kind(std::string& out, const SiteKind& kind) {
  out += "\n[[kind]]\n";
  add(out, "id", quoted(kind.id));
  add_name(out, kind.name);
  add(out, "counts_as", list(kind.counts_as));
  add(out, "open_cost", kind.open_cost);
  add(out, "year_cost", kind.year_cost);
  add(out, "staff", kind.staff);
  add(out, "capacity", kind.capacity);
  add(out, "can_open", kind.can_open ? "true" : "false");
  add(out, "seats_only", kind.seats_only ? "true" : "false");
  add(out, "min_people", kind.min_people);
  if (!kind.places.empty()) add(out, "places", list(kind.places));
  add_confidence(out, kind.confidence);
}

void add_travel(std::string& out, const TravelModel& travel) {
  out += "\n[travel]\n";
  add(out, "detour", fmt::format("{}", travel.detour));
  std::string steps;
  for (const SpeedStep& step : travel.speeds) {
    if (!steps.empty()) steps += ", ";
    steps += step.to_km ? fmt::format("{{to_km = {}, kmh = {}}}", *step.to_km, step.kmh)
                        : fmt::format("{{kmh = {}}}", step.kmh);
  }
  add(out, "speeds", "[" + steps + "]");
  add(out, "limit_minutes", travel.limit_minutes);
  add(out, "slack_percent", travel.slack_percent);
}

void add_roads(std::string& out, const RoadUse& roads) {
  out += "\n[roads]\n";
  add(out, "profile", quoted(roads.profile));
  add(out, "snap_limit_metres", roads.snap_limit_metres);
  add(out, "last_mile_kmh", roads.last_mile_kmh);
}

void add_objective(std::string& out, const Objective& objective) {
  out += "\n[[objective]]\n";
  add(out, "measure", quoted(name(objective.measure)));
  if (!objective.kind.empty()) add(out, "kind", quoted(objective.kind));
  if (objective.minutes > 0) add(out, "minutes", objective.minutes);
  add(out, "when", quoted(objective.every_phase ? "every_phase" : "end"));
}

}  // namespace

std::string write_config(const Config& config) {
  std::string out;
  add_head(out, config);
  for (const Phase& phase : config.phases) add_phase(out, phase);
  for (const SiteClass& named : config.classes) add_class(out, named);
  for (const SiteKind& kind : config.kinds) add_kind(out, kind);
  add_travel(out, config.travel);
  if (config.roads) add_roads(out, *config.roads);
  for (const Objective& objective : config.objectives) add_objective(out, objective);
  for (const RegisterSchema& declared : config.registers) {
    out += "\n[[register]]\n";
    add(out, "id", quoted(declared.id));
    add_name(out, declared.name);
    add(out, "columns", list(declared.columns));
  }
  return out;
}

}  // namespace dostyq::world
