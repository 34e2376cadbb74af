#include "report/notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "directive/areas.hpp"
#include "i18n/phrase.hpp"
#include "planning/annotate.hpp"

namespace dostyq::report {
namespace {

using i18n::number;
using i18n::same;

class NoteWriter {
 public:
  explicit NoteWriter(const BuildInput& input)
      : input_(input), programme_(input.plan_case.world.programme()) {}

  std::vector<Note> write() {
    if (input_.plan.status == planning::PlanStatus::kFeasible)
      add("note.gap", {}, Confidence::kDerived);
    travel();
    add("note.demand_modelled", {same(programme_.config.edition)}, Confidence::kModelled);
    add("note.budget_demo", {}, Confidence::kDemo);
    pooled();
    places();
    rules();
    robustness();
    sensitivity();
    if (input_.outlines_are_indicative) add("note.indicative", {}, Confidence::kModelled);
    add("note.wording", {}, Confidence::kUnverified);
    return std::move(notes_);
  }

 private:
  void add(const char* key, std::vector<Text> args, Confidence confidence) {
    notes_.push_back({i18n::say(i18n::Phrase{key, std::move(args)}), confidence});
  }

  void travel() {
    const world::World& world = input_.plan_case.world;
    if (const world::RoadFacts* roads = world.roads()) {
      add("note.travel_roads", {same(roads->file), same(roads->profile)}, Confidence::kDerived);
      if (!roads->not_joined.empty())
        add("note.not_joined", {places(roads->not_joined)}, Confidence::kDerived);
    } else if (programme_.travel.empty()) {
      add("note.travel_modelled", {same(fmt::format("{}", programme_.config.travel.detour))},
          Confidence::kModelled);
    } else {
      add("note.travel_own", {}, world.travel().confidence());
    }
  }

  Text places(const std::vector<std::string>& ids) const {
    constexpr size_t kMost = 40;
    Text names;
    for (size_t i = 0; i < std::min(ids.size(), kMost); ++i) {
      const Text& name = programme_.find_place(ids[i])->name;
      for (Language language : kLanguages)
        names.in(language) += (i == 0 ? "" : ", ") + name.in(language);
    }
    for (Language language : kLanguages)
      if (ids.size() > kMost) names.in(language) += ", …";
    return names;
  }

  void pooled() {
    Text names;
    int64_t count = 0;
    for (const world::StatArea& area : programme_.stat_areas) {
      if (!area.pooled()) continue;
      const Text name = input_.plan_case.world.gazetteer().territory(area).name;
      for (Language language : kLanguages)
        names.in(language) += (count == 0 ? "" : "; ") + name.in(language);
      ++count;
    }
    if (count > 0) add("note.pooled", {number(count), names}, Confidence::kDerived);
  }

  void places() {
    const size_t all = programme_.places.size();
    if (all > kMostPlacesShown)
      add("note.places_capped",
          {number(static_cast<int64_t>(kMostPlacesShown)), number(static_cast<int64_t>(all))},
          Confidence::kDerived);
    const auto unverified = std::count_if(
        programme_.places.begin(), programme_.places.end(),
        [](const auto& place) { return place.provenance.confidence >= Confidence::kUnverified; });
    if (unverified == 0) return;
    add("note.unverified_places",
        {number(unverified), number(static_cast<int64_t>(programme_.places.size()))},
        Confidence::kUnverified);
  }

  // How the list of a rule changes with its threshold.
  void rules() {
    for (const directive::Directive& order : input_.plan_case.directives) {
      const directive::Interpretation* reading = order.chosen();
      if (reading == nullptr) continue;
      for (const directive::Requirement& requirement : reading->require) {
        const auto* every = std::get_if<directive::ForEvery>(&requirement.form);
        const auto* rule =
            every == nullptr ? nullptr : std::get_if<directive::DiversityRule>(&every->areas);
        if (rule == nullptr) continue;
        add("note.rule_ours",
            {same(order.id), number(rule->share_percent),
             rule->at_most ? number(*rule->at_most) : same("∞"), same(rule->edition)},
            Confidence::kDerived);
        std::vector<Text> args{same(order.id)};
        for (int points : {-10, 0, 10}) {
          directive::DiversityRule other = *rule;
          other.share_percent += points;
          other.at_most.reset();
          args.push_back(number(other.share_percent));
          args.push_back(number(static_cast<int64_t>(
              directive::diversity_list(other, input_.plan_case.world, order.date).size())));
        }
        add("note.rule_change", std::move(args), Confidence::kDerived);
      }
    }
  }

  void robustness() {
    const world::World& world = input_.plan_case.world;
    for (int percent : {-20, -10, 10, 20}) {
      const Text by = number(percent < 0 ? -percent : percent);
      const std::vector<std::string> fragile = fragile_in(world.with_slower_travel(percent));
      if (percent < 0 && fragile.empty()) continue;  // as everyone expects
      const char* key = percent < 0 ? "note.fragile_faster" : "note.fragile";
      if (fragile.empty())
        add("note.robust", {by}, Confidence::kModelled);
      else
        add(key, {by, joined(fragile)}, Confidence::kModelled);
    }
    for (const planning::Season& season : input_.plan_case.seasons) {
      const std::vector<std::string> fragile = fragile_in(season.world);
      if (fragile.empty())
        add("note.season_robust", {i18n::term("season." + season.id, season.id)},
            Confidence::kDerived);
      else
        add("note.season_fragile", {i18n::term("season." + season.id, season.id), joined(fragile)},
            Confidence::kDerived);
    }
  }

  std::vector<std::string> fragile_in(const world::World& other) const {
    return planning::fragile_orders(input_.plan_case, input_.plan.openings, other);
  }

  static Text joined(const std::vector<std::string>& ids) {
    return same(fmt::format("{}", fmt::join(ids, ", ")));
  }

  void sensitivity() {
    if (input_.sensitivity == nullptr) return;
    std::vector<Text> planned;
    for (const auto& scenario : input_.sensitivity->scenarios) {
      if (scenario.has_plan())
        planned.push_back(scenario.what);
      else
        add("note.no_plan", {scenario.what}, Confidence::kDemo);
    }
    if (planned.empty()) return;
    const int all = input_.sensitivity->planned();
    const auto& survivors = input_.sensitivity->survivors;
    auto fewer = survivors;
    std::erase_if(fewer, [&](const auto& entry) { return entry.second == all; });
    std::stable_sort(fewer.begin(), fewer.end(),
                     [](const auto& a, const auto& b) { return a.second < b.second; });
    add("note.sensitivity",
        {i18n::list(planned), number(static_cast<int64_t>(survivors.size() - fewer.size())),
         number(static_cast<int64_t>(survivors.size()))},
        Confidence::kDemo);
    if (fewer.empty()) return;
    Text sites;
    for (const auto& [site, times] : fewer) {
      const Text& place = programme_.find_place(site.place)->name;
      for (Language language : kLanguages) {
        sites.in(language) += fmt::format("{}{} ({})", sites.in(language).empty() ? "" : ", ",
                                          place.in(language), times);
      }
    }
    add("note.sensitive", {number(all), sites}, Confidence::kDemo);
  }

  const BuildInput& input_;
  const world::Programme& programme_;
  std::vector<Note> notes_;
};

}  // namespace

std::vector<Note> notes(const BuildInput& input) { return NoteWriter(input).write(); }

}  // namespace dostyq::report
