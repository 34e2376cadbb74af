#include "directive/read_back.hpp"

#include "directive/names.hpp"
#include "i18n/phrase.hpp"

namespace dostyq::directive {
namespace {

using i18n::Phrase;
using i18n::term;

Text say(std::string key, std::vector<Text> args) {
  return i18n::say(Phrase{std::move(key), std::move(args)});
}

Text joined(const std::vector<Text>& parts, std::string_view separator) {
  Text out;
  for (Language language : kLanguages) {
    for (const Text& part : parts) {
      if (!out.in(language).empty()) out.in(language) += separator;
      out.in(language) += part.in(language);
    }
  }
  return out;
}

/// One part stands for itself; several are numbered, so that no one has to guess where each ends.
Text numbered(const std::vector<Text>& parts) {
  if (parts.size() == 1) return parts.front();
  std::vector<Text> items;
  items.reserve(parts.size());
  for (size_t i = 0; i < parts.size(); ++i) {
    items.push_back(joined({i18n::same("(" + std::to_string(i + 1) + ")"), parts[i]}, " "));
  }
  return joined(items, "; ");
}

/// A class without a name of its own is the list of the kinds that count as it.
Text kind_name(const std::string& id, const world::Programme& programme) {
  if (const world::SiteKind* kind = programme.find_kind(id)) return kind->name;
  if (const world::SiteClass* named = programme.find_class(id)) return named->name;
  std::vector<Text> names;
  for (const world::SiteKind& kind : programme.config.kinds) {
    if (kind.is(id)) names.push_back(kind.name);
  }
  return names.empty() ? i18n::same(id) : joined(names, " / ");
}

class Reader {
 public:
  explicit Reader(const world::Programme& programme)
      : programme_(programme), names_of_(last_day(programme)) {}

  /// `in_turn`: inside for_every or roll_out, where no area means the area in turn.
  Text requirement(const Requirement& requirement, bool in_turn) const {
    const Text words =
        std::visit([&](const auto& form) { return say_form(form, in_turn); }, requirement.form);
    return requirement.when ? with_when(words, *requirement.when) : words;
  }

  static Text with_when(const Text& words, const When& when) {
    switch (when.mode) {
      case When::Mode::kBy:
        return say("readback.by", {words, i18n::date(when.from)});
      case When::Mode::kKeepFrom:
        return say("readback.keep_from", {words, i18n::date(when.from)});
      case When::Mode::kDuring:
        return say("readback.during", {words, i18n::date(when.from), i18n::date(when.to)});
    }
    return words;
  }

 private:
  // Names as they are at the end of planning: the newest that the programme knows.
  static Date last_day(const world::Programme& programme) {
    const auto& config = programme.config;
    return config.phases.empty() ? config.epoch : config.phases.back().end;
  }

  Text say_form(const Count& count, bool in_turn) const {
    const bool sites = count.table == world::kSites;
    std::string key = sites ? "readback.site" : "readback.entry";
    std::vector<Text> args{i18n::number(count.comparison.n),
                           sites ? kinds_name(count.kinds, programme_) : register_name(count.table),
                           i18n::same(name(count.comparison.op))};
    if (count.opened_after) {
      key += "_opened";
      args.push_back(i18n::date(*count.opened_after));
    }
    Text words = say(std::move(key), std::move(args));
    if (!count.where.empty()) words = say("readback.where", {words, conditions(count.where)});
    return located(words, count.in, in_turn, {"readback.in_area", "readback.in_country"});
  }

  Text say_form(const ForEvery& every, bool) const {
    return say("readback.for_every", {area_set(every.areas), all(every.then, true)});
  }

  Text say_form(const Reach& reach, bool in_turn) const {
    const bool group = reach.who == Reach::Who::kGroup;
    std::vector<Text> args{i18n::number(reach.percent), kinds_name({reach.kind}, programme_),
                           i18n::number(reach.minutes)};
    if (group) args.push_back(group_name(reach.group));
    Text words = say(group                                 ? "readback.reach_group"
                     : reach.who == Reach::Who::kEachGroup ? "readback.reach_each_group"
                                                           : "readback.reach_everyone",
                     std::move(args));
    if (reach.capacity) words = say("readback.capacity", {words});
    return located(words, reach.in, in_turn, {"readback.area_first", "readback.country_first"});
  }

  Text say_form(const RollOut& roll_out, bool) const {
    std::vector<Text> milestones;
    milestones.reserve(roll_out.milestones.size());
    for (const Milestone& milestone : roll_out.milestones) {
      milestones.push_back(
          say("readback.milestone", {i18n::number(milestone.percent), i18n::date(milestone.by)}));
    }
    return say("readback.roll_out",
               {area_set(roll_out.areas), all(roll_out.then, true), i18n::list(milestones)});
  }

  Text say_form(const Evidence& evidence, bool in_turn) const {
    const Text words =
        say("readback.evidence", {i18n::number(evidence.at_least), cell("about", evidence.about)});
    return located(words, evidence.in, in_turn, {"readback.in_area", "readback.in_country"});
  }

  Text say_form(const AllOf& all_of, bool in_turn) const {
    return say("readback.all_of", {all(all_of.parts, in_turn)});
  }

  Text say_form(const AnyOf& any_of, bool in_turn) const {
    return say("readback.any_of", {all(any_of.parts, in_turn)});
  }

  Text all(const Requirements& requirements, bool in_turn) const {
    std::vector<Text> parts;
    for (const Requirement& part : requirements) parts.push_back(requirement(part, in_turn));
    return numbered(parts);
  }

  struct AreaKeys {
    const char* area;
    const char* country;
  };
  Text located(const Text& words, const std::string& area, bool in_turn, AreaKeys keys) const {
    if (area.empty() && in_turn) return words;
    if (is_country(area)) return say(keys.country, {words});
    return say(keys.area, {words, area_name(area)});
  }

  bool is_country(const std::string& area) const {
    return area.empty() || area == programme_.config.country;
  }

  Text area_set(const AreaSet& set) const {
    if (const auto* named = std::get_if<NamedAreas>(&set)) {
      std::vector<Text> names;
      names.reserve(named->ids.size());
      for (const std::string& id : named->ids) names.push_back(area_name(id));
      return say("readback.named", {i18n::list(names)});
    }
    if (const auto* of_kind = std::get_if<AreasOfKind>(&set)) {
      if (is_country(of_kind->in)) return say("readback.every." + of_kind->kind, {});
      return say("readback.every_in." + of_kind->kind, {area_name(of_kind->in)});
    }
    const auto& rule = std::get<DiversityRule>(set);
    std::vector<Text> args{i18n::number(rule.share_percent), edition(rule.edition),
                           i18n::number(rule.min_people),
                           is_country(rule.in) ? say("readback.country", {}) : area_name(rule.in)};
    if (!rule.at_most) return say("readback.diversity", std::move(args));
    args.push_back(i18n::number(*rule.at_most));
    return say("readback.diversity_at_most", std::move(args));
  }

  /// Most editions are named by their day.
  static Text edition(const std::string& id) {
    const auto day = Date::parse(id);
    return day ? i18n::date(*day) : i18n::same(id);
  }

  Text conditions(const std::map<std::string, std::string>& where) const {
    std::vector<Text> parts;
    parts.reserve(where.size());
    for (const auto& [column, value] : where) {
      parts.push_back(
          say("readback.condition", {term("column." + column, column), cell(column, value)}));
    }
    return joined(parts, "; ");
  }

  Text cell(const std::string& column, const std::string& value) const {
    if (column == "body") {
      if (const world::Body* body = programme_.find_body(value)) return body->name;
    }
    if (column == "place") {
      if (const world::Place* place = programme_.find_place(value)) return place->name;
    }
    const std::string own = "value." + column + "." + value;
    return i18n::knows(own) ? say(own, {}) : term("value." + value, value);
  }

  Text register_name(const std::string& id) const {
    for (const world::RegisterSchema& schema : programme_.config.registers) {
      if (schema.id == id) return schema.name;
    }
    return i18n::same(id);
  }

  Text area_name(const std::string& id) const {
    const world::AreaVersion* area = programme_.find_area(id, names_of_);
    return area ? area->name : i18n::same(id);
  }

  Text group_name(const std::string& id) const {
    const world::Group* group = programme_.find_group(id);
    return group ? group->name : i18n::same(id);
  }

  const world::Programme& programme_;
  Date names_of_;
};

}  // namespace

Text kinds_name(const std::vector<std::string>& kinds, const world::Programme& programme) {
  if (kinds.empty()) return say("readback.any_kind", {});
  Text out = kind_name(kinds.front(), programme);
  for (size_t i = 1; i < kinds.size(); ++i)
    out = say("readback.or", {out, kind_name(kinds[i], programme)});
  return out;
}

Text read_back(const Requirement& requirement, const world::Programme& programme,
               std::optional<Date> due) {
  Text words = Reader(programme).requirement(requirement, false);
  const bool has_dates = requirement.when || std::holds_alternative<RollOut>(requirement.form);
  if (due && !has_dates) words = Reader::with_when(words, {When::Mode::kBy, *due, *due});
  return i18n::sentence(words);
}

}  // namespace dostyq::directive
