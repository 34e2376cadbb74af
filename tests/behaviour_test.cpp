// Runs every file of tests/behaviour: tells the story, asks the planner and the judge, compares.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <set>

#include "behaviour_case.hpp"
#include "i18n/phrase.hpp"
#include "planning/annotate.hpp"
#include "planning/conflicts.hpp"
#include "planning/solve.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;
using directive::Verdict;
using planning::Plan;
using planning::PlanStatus;

std::vector<std::string> sorted(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  return items;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::vector<std::string> show_all(const std::vector<planning::PlannedSite>& openings) {
  std::vector<std::string> shown;
  for (const auto& site : openings) shown.push_back(show(site));
  return sorted(shown);
}

std::string name_of(const planning::Repair& repair) {
  const std::string what = repair.what == planning::Repair::What::kWithout ? "without" : repair.to;
  return repair.from.empty() ? repair.id + " " + what
                             : repair.id + " " + repair.from + " -> " + what;
}

std::vector<std::string> members(const planning::Conflict& conflict) {
  std::vector<std::string> all = conflict.directives;
  all.insert(all.end(), conflict.limits.begin(), conflict.limits.end());
  return sorted(all);
}

/// What one order came to, as [expect] would say it.
std::string property(const Verdict& verdict, const std::string& key) {
  const directive::Finding& finding = verdict.finding;
  if (key == "verdicts") return std::string(directive::name(verdict.status));
  if (key == "shortfall") return std::to_string(finding.shortfall);
  if (key == "missing_areas") return joined(finding.missing_areas);
  if (key == "facts") return joined(finding.facts);
  if (key == "sources") return joined(finding.sources);
  if (key == "confidence") return std::string(name(finding.confidence));
  if (key == "days_left") return verdict.days_left ? std::to_string(*verdict.days_left) : "none";
  if (key == "done_late_on")
    return verdict.done_late_on ? verdict.done_late_on->to_string() : "never";
  if (key == "due") return verdict.due ? verdict.due->to_string() : "none";
  if (key == "plannable") return verdict.plannable ? "true" : "false";
  return "(there is no such thing to expect: " + key + ")";
}

/// Who is responsible for each order.
using Bodies = std::map<std::string, std::vector<std::string>>;

void expect_of_verdicts(const std::string& key, const toml::node& wanted,
                        const std::vector<Verdict>& verdicts, const Bodies& bodies = {}) {
  ASSERT_TRUE(wanted.is_table()) << key << " needs an order: " << key << " = { R1 = ... }";
  for (const auto& [id, value] : *wanted.as_table()) {
    const auto found =
        std::find_if(verdicts.begin(), verdicts.end(),
                     [&, order = id.str()](const Verdict& v) { return v.directive == order; });
    ASSERT_NE(found, verdicts.end()) << "no verdict on " << id.str();
    if (key == "bodies") {
      EXPECT_EQ(joined(bodies.at(std::string(id.str()))), joined(strings(value))) << id.str();
      continue;
    }
    if (key == "witness_contains") {
      std::string said;
      for (const auto& phrase : found->finding.witness)
        said += i18n::say(phrase, Language::kEnglish) + "\n";
      for (const std::string& words : strings(value)) {
        EXPECT_NE(said.find(words), std::string::npos)
            << id.str() << " says: " << said << "and not: " << words;
      }
      continue;
    }
    EXPECT_EQ(property(*found, key), joined(strings(value))) << key << " of " << id.str();
  }
}

class Story {
 public:
  explicit Story(const fs::path& file)
      : case_(file, fs::path(testing::TempDir()) /
                        (file.stem().string() + "." + std::to_string(::getpid()))),
        options_(case_.options()) {}
  ~Story() { fs::remove_all(case_.folder()); }

  void run() {
    auto loaded = planning::load_case(case_.folder());
    if (const toml::node* wanted = case_.expect().get("problems"))
      return expect_problems(*wanted, loaded);
    if (!loaded) {
      for (const Error& problem : loaded.error())
        ADD_FAILURE() << i18n::say(problem, Language::kEnglish);
      return;
    }
    loaded_ = &*loaded;
    const auto readings = planning::choose_readings(*loaded, case_.readings());
    ASSERT_TRUE(readings.has_value()) << readings.error().key;
    const auto slips = planning::slip_dates(*loaded, case_.slips());
    ASSERT_TRUE(slips.has_value()) << slips.error().key;
    for (const auto& [key, wanted] : case_.expect()) {
      if (key.str() == "today") continue;
      expect(std::string(key.str()), wanted);
    }
    if (const toml::array* days = case_.expect()["today"].as_array()) {
      for (const toml::node& day : *days) expect_today(*day.as_table());
    }
  }

 private:
  void expect_problems(const toml::node& wanted, const Checked<planning::Case>& loaded) {
    ASSERT_FALSE(loaded.has_value()) << "the programme is accepted";
    std::vector<std::string> keys;
    for (const Error& problem : loaded.error()) keys.push_back(problem.key);
    EXPECT_EQ(joined(sorted(keys)), joined(sorted(strings(wanted))));
  }

  void expect(const std::string& key, const toml::node& wanted) {
    if (key == "error") {
      const auto plan = planning::make_plan(*loaded_, options_);
      ASSERT_FALSE(plan.has_value()) << "a plan was made";
      EXPECT_EQ(plan.error().key, written(wanted));
      return;
    }
    make_plan();
    ASSERT_TRUE(plan_.has_value());
    if (key == "status")
      EXPECT_EQ(planning::name(plan_->status), written(wanted));
    else if (key == "openings")
      EXPECT_EQ(joined(show_all(plan_->openings)), joined(sorted(strings(wanted))));
    else if (key == "opens")
      expect_opens(wanted, true);
    else if (key == "opens_not")
      expect_opens(wanted, false);
    else if (key == "objectives")
      expect_objectives(wanted);
    else if (key == "smallest_conflict" || key == "all_conflicts")
      expect_conflicts(key, wanted);
    else if (key == "repairs" || key == "repairs_contain")
      expect_repairs(key, wanted);
    else if (key == "because")
      expect_because(wanted);
    else if (key == "fragile")
      expect_fragile(wanted);
    else
      expect_of_verdicts(key, wanted, plan_->verdicts);
  }

  // Once; and what is true of every answer is checked of this one.
  void make_plan() {
    if (plan_) return;
    const auto made = planning::make_plan(*loaded_, options_);
    ASSERT_TRUE(made.has_value()) << i18n::say(made.error(), Language::kEnglish);
    plan_ = *made;
    for (const planning::ObjectiveResult& objective : plan_->objectives) {
      EXPECT_EQ(objective.value, objective.bound) << objective.name;
    }
    for (const std::string& id : planning::broken(*loaded_, plan_->verdicts)) {
      EXPECT_TRUE(options_.without.count(id)) << "the plan does not meet " << id;
    }
  }

  void expect_opens(const toml::node& wanted, bool opens) {
    const std::vector<std::string> shown = show_all(plan_->openings);
    for (const std::string& site : strings(wanted)) {
      const bool found = std::any_of(shown.begin(), shown.end(), [&](const std::string& one) {
        return one == site || one.find(" " + site) != std::string::npos;
      });
      EXPECT_EQ(found, opens) << site << " in " << joined(shown);
    }
  }

  void expect_objectives(const toml::node& wanted) {
    for (const auto& [name, value] : *wanted.as_table()) {
      std::string found = "no such objective";
      for (const planning::ObjectiveResult& objective : plan_->objectives) {
        if (objective.name == name.str()) found = std::to_string(objective.value);
      }
      EXPECT_EQ(found, written(value)) << name.str();
    }
  }

  std::vector<planning::Conflict> conflicts(bool all) {
    const auto found = planning::find_conflicts(*loaded_, options_, all);
    if (!found) ADD_FAILURE() << found.error().key;
    return found ? *found : std::vector<planning::Conflict>{};
  }

  void expect_conflicts(const std::string& key, const toml::node& wanted) {
    std::vector<std::string> found, expected;
    const bool all = key == "all_conflicts";
    for (const auto& conflict : conflicts(all))
      found.push_back("{" + joined(members(conflict)) + "}");
    if (!all)
      expected.push_back("{" + joined(sorted(strings(wanted))) + "}");
    else
      for (const toml::node& one : *wanted.as_array())
        expected.push_back("{" + joined(sorted(strings(one))) + "}");
    EXPECT_EQ(joined(sorted(found)), joined(sorted(expected)));
  }

  void expect_repairs(const std::string& key, const toml::node& wanted) {
    const auto found = conflicts(false);
    ASSERT_FALSE(found.empty());
    const auto repairs = planning::find_repairs(*loaded_, options_, found.front());
    ASSERT_TRUE(repairs.has_value()) << repairs.error().key;
    std::vector<std::string> names;
    for (const auto& repair : *repairs) names.push_back(name_of(repair));
    if (key == "repairs") {
      EXPECT_EQ(joined(sorted(names)), joined(sorted(strings(wanted))));
      return;
    }
    for (const std::string& repair : strings(wanted)) {
      EXPECT_EQ(std::count(names.begin(), names.end(), repair), 1)
          << repair << " in " << joined(names);
    }
  }

  void expect_because(const toml::node& wanted) {
    for (const auto& [site, orders] : *wanted.as_table()) {
      std::string found = "it does not open";
      for (const auto& note : planning::annotate(*loaded_, plan_->openings)) {
        if (show(note.site) == site.str()) found = joined(note.because);
      }
      EXPECT_EQ(found, joined(strings(orders))) << site.str();
    }
  }

  void expect_fragile(const toml::node& wanted) {
    const int slack = loaded_->world.programme().config.travel.slack_percent;
    EXPECT_EQ(joined(planning::fragile_orders(*loaded_, plan_->openings,
                                              loaded_->world.with_slower_travel(slack))),
              joined(strings(wanted)));
  }

  void expect_today(const toml::table& day) {
    const Date as_of = *Date::parse(written(*day.get("as_of")));
    SCOPED_TRACE("on " + as_of.to_string());
    std::optional<world::World> adopted;
    if (const toml::node* plan = day.get("adopted")) adopted = with_plan(*plan);
    std::vector<Verdict> verdicts;
    Bodies bodies;
    for (const directive::Directive& order : loaded_->directives) {
      bodies[order.id] = directive::responsible(order, loaded_->world.programme(), as_of);
      const auto verdict =
          directive::judge(order, loaded_->world, adopted ? &*adopted : nullptr, as_of);
      ASSERT_TRUE(verdict.has_value()) << verdict.error().key;
      verdicts.push_back(*verdict);
    }
    for (const auto& [key, wanted] : day) {
      if (key.str() != "as_of" && key.str() != "adopted")
        expect_of_verdicts(std::string(key.str()), wanted, verdicts, bodies);
    }
  }

  world::World with_plan(const toml::node& plan) {
    std::vector<planning::PlannedSite> openings;
    if (plan.is_string()) {
      make_plan();  // "the plan"
      if (plan_) openings = plan_->openings;
    } else {
      for (const std::string& text : strings(plan)) openings.push_back(opening(text));
    }
    return loaded_->world.with_plan(planning::intended_facts(openings, loaded_->world.programme()));
  }

  BehaviourCase case_;
  planning::PlanOptions options_;
  planning::Case* loaded_ = nullptr;
  std::optional<Plan> plan_;
};

std::vector<fs::path> stories() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(DOSTYQ_TESTS_DIR) / "behaviour")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Behaviour : public testing::TestWithParam<fs::path> {};

TEST_P(Behaviour, IsAsTold) {
  try {
    Story(GetParam()).run();
  } catch (const std::exception& error) {
    ADD_FAILURE() << GetParam().filename() << ": " << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Stories, Behaviour, testing::ValuesIn(stories()), [](const auto& story) {
  std::string name = story.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace dostyq::trial
