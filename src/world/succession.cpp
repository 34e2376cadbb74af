#include "world/succession.hpp"

#include <algorithm>
#include <set>

namespace dostyq::world {
namespace {

// Bodies reached from `body` by successions up to `last`; `ends` keeps only those that nobody has
// succeeded.
std::set<std::string> followers(const Programme& programme, const std::string& body, Date last,
                                bool only_ends) {
  std::set<std::string> seen{body}, found;
  std::vector<std::string> open{body};
  while (!open.empty()) {
    const std::string here = open.back();
    open.pop_back();
    bool succeeded = false;
    for (const Succession& step : programme.successions) {
      if (!step.of_body || step.older != here || step.date > last) continue;
      succeeded = true;
      if (seen.insert(step.newer).second) open.push_back(step.newer);
    }
    if (!only_ends || !succeeded) found.insert(here);
  }
  return found;
}

}  // namespace

std::vector<std::string> holders(const Programme& programme, const std::string& body, Date day) {
  const std::set<std::string> found = followers(programme, body, day, true);
  return {found.begin(), found.end()};
}

bool acts_for(const Programme& programme, const std::string& acting, const std::string& body) {
  return acting == body ||
         followers(programme, body, Date::distant_future(), false).contains(acting);
}

}  // namespace dostyq::world
