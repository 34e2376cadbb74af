#include "random/random_case.hpp"

#include <algorithm>

#include "random/random_programme.hpp"
#include "random/random_requirement.hpp"

namespace dostyq::trial {
namespace {

using world::Measure;

std::vector<world::Objective> random_objectives(Dice& dice) {
  static const std::vector<std::string> kinds{"house", "branch", "representation"};
  std::vector<world::Objective> objectives;
  for (int64_t n = dice.between(1, 3); n > 0; --n) {
    world::Objective objective;
    objective.measure = static_cast<Measure>(dice.between(0, 6));
    const bool serves = objective.measure == Measure::kPeopleReached ||
                        objective.measure == Measure::kWorstGroupReached ||
                        objective.measure == Measure::kMeanTravelTime;
    objective.every_phase = dice.chance(60);
    if (serves) {
      objective.kind = dice.pick(kinds);
      if (objective.measure != Measure::kMeanTravelTime) {
        objective.minutes = static_cast<int>(10 * dice.between(1, 6));
      }
    }
    const bool again =
        std::find(objectives.begin(), objectives.end(), objective) != objectives.end();
    if (!again) objectives.push_back(objective);
  }
  return objectives;
}

directive::Directive random_order(Dice& dice, const world::Programme& programme,
                                  const std::string& id) {
  Grammar grammar;
  grammar.registers = dice.chance(20);
  directive::Directive order = random_directive(dice, programme, grammar, id);
  directive::Interpretation& reading = order.interpretations.front();
  const int64_t force = dice.between(0, 9);
  if (force >= 7) {
    reading.force = directive::Force::kPreferred;
    reading.weight = static_cast<int>(dice.between(1, 3));
  }
  if (force == 9) reading.force = directive::Force::kWatched;
  return order;
}

planning::SitePick random_pick(Dice& dice, const world::Programme& programme) {
  planning::SitePick pick{dice.pick(programme.places).id, "", ""};
  if (dice.chance(50)) pick.kind = dice.chance(50) ? "house" : "representation";
  if (dice.chance(30)) pick.phase = dice.pick(programme.config.phases).id;
  return pick;
}

}  // namespace

RandomCase random_case(Dice& dice, int most_candidates) {
  Shape shape;
  shape.most_districts = 3;
  shape.most_places = 5;
  shape.most_candidates = most_candidates;
  if (dice.chance(40)) shape.size = static_cast<int64_t>(from_environment("DOSTYQ_SIZE", 200'000));
  auto programme = std::make_shared<world::Programme>(*random_programme(dice, shape));
  programme->config.objectives = random_objectives(dice);
  if (dice.chance(30)) programme->config.kinds[0].seats_only = true;
  if (dice.chance(30)) programme->config.kinds[1].min_people = dice.between(1, 8);
  RandomCase found{{world::World(programme), {}, {}}, {}, shape.size != 1};
  for (int64_t n = dice.between(1, 4); n > 0; --n) {
    directive::Directive order = random_order(dice, *programme, "R" + std::to_string(n));
    // An order without areas is an error before anything is planned (behaviour/empty-area-set).
    const auto verdict = directive::check_plan(order, found.plan_case.world.with_plan({}));
    if (verdict) found.plan_case.directives.push_back(std::move(order));
  }
  planning::PlanOptions& options = found.options;
  if (dice.chance(15)) options.lock.push_back(random_pick(dice, *programme));
  if (dice.chance(15)) options.forbid.push_back(random_pick(dice, *programme));
  if (dice.chance(10)) options.not_before = programme->config.phases.front().end;
  if (dice.chance(10)) options.cost_percent = 130;
  if (dice.chance(10)) options.without.insert("R1");
  if (dice.chance(25)) options.previous = random_plan(dice, *programme);
  return found;
}

}  // namespace dostyq::trial
