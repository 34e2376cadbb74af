#include "random/random_requirement.hpp"

#include "random/random_programme.hpp"

namespace dostyq::trial {
namespace {

using namespace directive;

class Speaker {
 public:
  Speaker(Dice& dice, const world::Programme& programme, const Grammar& grammar)
      : dice_(dice), programme_(programme), grammar_(grammar) {}

  Requirement requirement(int depth, bool may_have_when) {
    Requirement out;
    // The milestones of a roll-out are its dates: the parser refuses others in and on it.
    const int64_t form = dice_.between(0, depth > 0 ? 9 : 4);
    if (form <= 2)
      out.form = count();
    else if (form == 3)
      out.form = reach();
    else if (form == 4)
      out.form = grammar_.registers ? Form{evidence()} : Form{reach()};
    else if (form <= 6)
      out.form = ForEvery{areas(), parts(depth - 1, may_have_when)};
    else if (form == 7)
      out.form = AllOf{parts(depth - 1, may_have_when)};
    else if (form == 8)
      out.form = AnyOf{parts(depth - 1, may_have_when)};
    else if (may_have_when)
      out.form = roll_out(depth - 1);
    else
      out.form = count();
    const bool rolled = std::holds_alternative<RollOut>(out.form);
    if (may_have_when && !rolled && dice_.chance(30)) out.when = when();
    return out;
  }

  When when() {
    const Date from = random_day(dice_);
    switch (dice_.between(0, 3)) {
      case 0:
        return {When::Mode::kKeepFrom, from, from};
      case 1:
        return {When::Mode::kDuring, from,
                from.plus_days(static_cast<int32_t>(dice_.between(0, 120)))};
      default:
        return {When::Mode::kBy, from, from};
    }
  }

 private:
  using Form = decltype(Requirement::form);

  Requirements parts(int depth, bool may_have_when) {
    Requirements out;
    for (int64_t n = dice_.between(1, 2); n > 0; --n)
      out.push_back(requirement(depth, may_have_when));
    return out;
  }

  std::string area(int none_percent) {
    return dice_.chance(none_percent) ? "" : dice_.pick(programme_.areas).id;
  }

  std::string kind() {
    static const std::vector<std::string> kinds{"house", "branch", "representation", "museum"};
    return dice_.pick(kinds);
  }

  Count count() {
    Count out;
    out.table = grammar_.registers && dice_.chance(35) ? "teams" : "sites";
    if (out.table == "sites") {
      if (dice_.chance(80)) out.kinds = {kind()};
      if (dice_.chance(20)) out.kinds.push_back(kind());
    } else {
      if (dice_.chance(50)) out.where["trained"] = "yes";
      if (dice_.chance(30)) out.where["tongues"] = "ru";
      if (dice_.chance(30)) out.where["body"] = dice_.chance(70) ? "b1" : "b2";
    }
    out.in = area(50);
    if (dice_.chance(25)) out.opened_after = random_day(dice_);
    out.comparison.n = dice_.between(1, 2);
    if (grammar_.upper_limits && dice_.chance(35)) {
      out.comparison.op = dice_.chance(50) ? Comparison::Op::kAtMost : Comparison::Op::kExactly;
      out.comparison.n = dice_.between(0, 2);
    }
    return out;
  }

  Reach reach() {
    Reach out;
    out.who = static_cast<Reach::Who>(dice_.between(0, 2));
    if (out.who == Reach::Who::kGroup) out.group = dice_.pick(programme_.groups).id;
    static const std::vector<int> percents{1, 30, 33, 50, 60, 75, 100};
    out.percent = dice_.pick(percents);
    out.minutes = static_cast<int>(10 * dice_.between(1, 9));
    out.kind = kind();
    out.in = area(60);
    out.capacity = dice_.chance(40);
    return out;
  }

  Evidence evidence() { return {"it", area(60), dice_.between(1, 2)}; }

  AreaSet areas() {
    switch (dice_.between(0, 3)) {
      case 0: {
        NamedAreas named;
        for (int64_t n = dice_.between(1, 2); n > 0; --n)
          named.ids.push_back(dice_.pick(programme_.areas).id);
        return named;
      }
      case 1: {
        DiversityRule rule;
        rule.share_percent = static_cast<int>(dice_.between(1, 60));
        rule.edition = dice_.chance(70) ? "2027-01-01" : "2021-01-01";
        if (dice_.chance(50)) rule.at_most = static_cast<int>(dice_.between(1, 2));
        rule.min_people = dice_.between(0, 10);
        rule.in = area(70);
        return rule;
      }
      default:
        return AreasOfKind{dice_.chance(50) ? "region" : "district", area(70)};
    }
  }

  RollOut roll_out(int depth) {
    RollOut out;
    out.areas = areas();
    out.then = parts(depth, false);
    Milestone milestone{random_day(dice_), static_cast<int>(dice_.between(1, 100))};
    out.milestones.push_back(milestone);
    if (dice_.chance(60)) {
      milestone.by = milestone.by.plus_days(static_cast<int32_t>(dice_.between(1, 90)));
      milestone.percent = static_cast<int>(dice_.between(milestone.percent, 100));
      out.milestones.push_back(milestone);
    }
    return out;
  }

  Dice& dice_;
  const world::Programme& programme_;
  const Grammar& grammar_;
};

}  // namespace

Requirement random_requirement(Dice& dice, const world::Programme& programme,
                               const Grammar& grammar) {
  return Speaker(dice, programme, grammar).requirement(grammar.depth, true);
}

Directive random_directive(Dice& dice, const world::Programme& programme, const Grammar& grammar,
                           const std::string& id) {
  Directive order;
  order.id = id;
  order.date = random_day(dice).plus_days(-150);
  Interpretation reading;
  reading.id = "reading";
  reading.chosen = true;
  if (dice.chance(50)) order.due = random_day(dice);
  if (dice.chance(30)) reading.due = random_day(dice);
  for (int64_t n = dice.between(1, 2); n > 0; --n) {
    reading.require.push_back(random_requirement(dice, programme, grammar));
  }
  order.interpretations.push_back(std::move(reading));
  return order;
}

}  // namespace dostyq::trial
