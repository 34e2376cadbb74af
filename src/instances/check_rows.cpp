#include "instances/check_rows.hpp"

#include <algorithm>
#include <map>

namespace dostyq::instances {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

Error broken(const char* key, std::vector<std::string> args = {}) {
  return {ErrorCode::kInternal, key, std::move(args), {}};
}

/// By site the phase in which it opens, from 0; -1: it does not.
std::vector<int> phases_of(const Instance& instance, const Answer& answer) {
  std::vector<int> opened(at(instance.sites), -1);
  for (size_t k = 0; k < answer.sites.size(); ++k)
    opened[at(answer.sites[k])] = answer.phase.empty() ? 0 : answer.phase[k];
  return opened;
}

bool holds(const SideRow& row, const Instance& instance, const std::vector<int>& opened) {
  if (row.what == SideRow::What::kNeeds) {
    const int own = opened[at(row.sites[0])], other = opened[at(row.sites[1])];
    return own < 0 || (other >= 0 && other <= own);
  }
  __int128 count = 0, money = 0;
  for (const int site : row.sites) {
    const int phase = opened[at(site)];
    if (phase < 0 || phase < row.from_phase || phase > row.to_phase) continue;
    ++count;
    if (!instance.opening_cost.empty()) money += instance.opening_cost[at(site)];
  }
  if (row.what == SideRow::What::kBudget) return money <= row.at_most;
  return count >= row.at_least && count <= row.at_most;
}

}  // namespace

Problems judge_sites(const Instance& instance, const Question& question, const Answer& answer) {
  Problems problems;
  std::vector<bool> seen(at(instance.sites), false);
  for (const int site : answer.sites) {
    if (site < 0 || site >= instance.sites) {
      problems.push_back(
          broken("check.site", {std::to_string(site + 1), std::to_string(instance.sites)}));
    } else if (seen[at(site)]) {
      problems.push_back(broken("check.twice", {std::to_string(site + 1)}));
    } else {
      seen[at(site)] = true;
    }
  }
  const bool phased = question.phases > 1;
  const bool in_range = std::all_of(answer.phase.begin(), answer.phase.end(), [&](int phase) {
    return phase >= 0 && phase < question.phases;
  });
  if (answer.phase.size() != (phased ? answer.sites.size() : 0) || !in_range)
    problems.push_back(broken("check.phase"));
  return problems;
}

Problems judge_rules(const Instance& instance, const Question& question, const Answer& answer) {
  Problems problems;
  const std::vector<int> opened = phases_of(instance, answer);
  const auto count = static_cast<int>(answer.sites.size());
  if (question.p) {
    const bool exact = question.model == Model::kPMedian;
    if (exact ? count != *question.p : count > *question.p)
      problems.push_back(broken("check.p", {std::to_string(count), std::to_string(*question.p)}));
  }
  if (question.budget) {
    __int128 spent = 0;
    for (const int site : answer.sites) spent += instance.opening_cost[at(site)];
    if (spent > *question.budget) problems.push_back(broken("check.budget"));
  }
  for (const int site : question.forced) {
    if (opened[at(site)] < 0)
      problems.push_back(broken("check.forced", {std::to_string(site + 1)}));
  }
  for (const int site : question.forbidden) {
    if (opened[at(site)] >= 0)
      problems.push_back(broken("check.forbidden", {std::to_string(site + 1)}));
  }
  for (const AreaLimit& limit : question.areas) {
    const auto here = std::count_if(answer.sites.begin(), answer.sites.end(), [&](int site) {
      return instance.area[at(site)] == limit.area;
    });
    if (here < limit.at_least || (limit.at_most && here > *limit.at_most))
      problems.push_back(broken("check.area", {limit.area, std::to_string(here)}));
  }
  for (const SideRow& row : question.rows) {
    if (!holds(row, instance, opened)) problems.push_back(broken("check.row", {row.text}));
  }
  std::map<std::string, int> kinds;
  for (const int site : answer.sites) {
    if (instance.place.empty() || instance.place[at(site)].empty()) continue;
    if (++kinds[instance.place[at(site)]] == 2)
      problems.push_back(broken("check.place", {instance.place[at(site)]}));
  }
  return problems;
}

}  // namespace dostyq::instances
